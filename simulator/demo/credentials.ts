/**
 * The invented base identities of the simulated clouds, the only long-lived keys there are. They open nothing but a
 * simulator: whoever starts one for a person passes them to the processes that call it.
 */
export const AWS_BASE_CREDENTIALS = {
  accountId: '222233334444',
  userName: 'weir-control-plane',
  accessKeyId: 'AKIASIMULATORWEIRHUB',
  secretAccessKey: 'simulator/only/invented/key/of/the/hub00',
} as const

/** A second identity of the same world: somebody else with an ordinary command line, for changes behind Weir's back. */
export const AWS_OTHER_CREDENTIALS = {
  accountId: '222233334444',
  userName: 'network-operator',
  accessKeyId: 'AKIASIMULATOROTHER00',
  secretAccessKey: 'simulator/only/invented/key/of/others000',
} as const
