/** Rules that the documents leave open, as switches of the world. Durations, quota and router lock are settings. */
export interface AlibabaSwitches {
  /** When a router-level log and attachment-level logs of one router refuse each other. Not documented. */
  incompatibleWhen: 'never' | 'interval-or-format-differ' | 'always'
  /** Missing SLS projects and Logstores are created by the service, as the help page says. */
  createsDestinations: boolean
  /** Whether switching on or off or deleting a log whose project was removed is refused. */
  missingProjectRefused: boolean
  /** What DescribeFlowlogs shows as format of a log that was created without one. Not documented. */
  defaultFormatEcho: 'empty' | 'concrete'
  /** Whether a peer link is listed at both routers or only at the one it was made from. Not documented. */
  peerLinksListed: 'both-ends' | 'near-end'
  /** Whether a redundant ActiveFlowLog or DeactiveFlowLog is accepted. Not documented. */
  redundantToggle: 'accepted' | 'refused'
  /** The code of a RAM denial. Both occur. */
  denialCode: 'NoPermission' | 'Forbidden.RAM'
  /** Regions without the feature: OperationUnsupported.action. */
  unsupportedRegions: string[]
}

export const DEFAULT_SWITCHES: AlibabaSwitches = {
  incompatibleWhen: 'interval-or-format-differ',
  createsDestinations: true,
  missingProjectRefused: false,
  defaultFormatEcho: 'empty',
  peerLinksListed: 'both-ends',
  redundantToggle: 'accepted',
  denialCode: 'NoPermission',
  unsupportedRegions: [],
}

/** The concrete list shown for the default format when the switch says so: the fields the vendor's table names. */
export const CONCRETE_DEFAULT_FORMAT = [
  'srcaddr',
  'dstaddr',
  'bytes',
  'account-id',
  'cen-id',
  'attachment-id',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'start',
  'end',
  'direction',
]
  .map((field) => `\${${field}}`)
  .join('')

const CHOICES: { readonly [Key in keyof AlibabaSwitches]: (value: unknown) => boolean } = {
  incompatibleWhen: oneOf('never', 'interval-or-format-differ', 'always'),
  createsDestinations: isBoolean,
  missingProjectRefused: isBoolean,
  defaultFormatEcho: oneOf('empty', 'concrete'),
  peerLinksListed: oneOf('both-ends', 'near-end'),
  redundantToggle: oneOf('accepted', 'refused'),
  denialCode: oneOf('NoPermission', 'Forbidden.RAM'),
  unsupportedRegions: (value) => Array.isArray(value) && value.every((region) => typeof region === 'string'),
}

/** The switches with a patch applied, or the sentence that says why not. Refuses unknown names and wrong values whole. Pure. */
export function patchSwitches(
  switches: AlibabaSwitches,
  patch: Readonly<Record<string, unknown>>,
): AlibabaSwitches | string {
  for (const [name, value] of Object.entries(patch)) {
    const accepts = Object.hasOwn(CHOICES, name) ? CHOICES[name as keyof AlibabaSwitches] : undefined
    if (accepts === undefined) return `${name} is not a switch; there are ${Object.keys(CHOICES).join(', ')}`
    if (!accepts(value)) return `${name} cannot be ${JSON.stringify(value)}`
  }
  return { ...switches, ...patch }
}

function oneOf(...values: string[]): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && values.includes(value)
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}
