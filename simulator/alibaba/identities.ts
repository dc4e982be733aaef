/**
 * The access key that clients of a simulated world sign with, and how they get into the other accounts. Invented: no
 * such key exists at the vendor.
 */
export const BASE_IDENTITY = {
  accessKeyId: 'LTAI5tWeirSimulatorBase1',
  accessKeySecret: 'simulated-secret-of-the-base-identity',
  userName: 'weir-control-plane',
  roleName: 'WeirControlPlane',
  externalId: 'weir-simulator',
} as const
