import type { AwsEndpoints } from './client'

/** Domains of AWS's own endpoints over its partitions. Source: AWS General Reference, service endpoints (read 2026-11). */
const VENDOR_DOMAINS = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'api.aws',
  'api.amazonwebservices.com.cn',
  'amazonaws.eu',
  'c2s.ic.gov',
  'sc2s.sgov.gov',
] as const

/** Whether a host is AWS itself. Pure. */
export function isVendorHost(host: string): boolean {
  return VENDOR_DOMAINS.some((domain) => host.endsWith(`.${domain}`))
}

/** `vendor`, or the addresses that the environment names instead. Pure. */
export function endpointFingerprint(endpoints: AwsEndpoints): string {
  const ec2 = endpoints.EC2 ?? endpoints.all ?? null
  const sts = endpoints.STS ?? endpoints.all ?? null
  if (ec2 === null && sts === null) return 'vendor'
  return `ec2=${originOf(ec2)} sts=${originOf(sts)}`
}

/** Only the origin: a path is no other place, and a name or password in an address is nobody's business. */
function originOf(address: string | null): string {
  return address === null ? 'vendor' : new URL(address).origin
}

/**
 * A profile in the AWS configuration can redirect calls behind our back; facts from there must not pass for AWS's.
 * Nothing was sent.
 */
export function foreignHost(host: string): Error {
  return new Error(
    `Calls would go to ${host}, which is not AWS. Redirect them with AWS_ENDPOINT_URL in the environment, not in a profile.`,
  )
}
