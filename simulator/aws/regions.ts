/** A region as DescribeRegions knows it. */
export interface RegionInfo {
  readonly name: string
  /** Whether an account has to enable it first. */
  readonly isOptIn: boolean
}

/** The regions of the commercial partition that the simulator knows. Source: AWS regional endpoints, read 2026-11. */
export const REGIONS: readonly RegionInfo[] = [
  { name: 'us-east-1', isOptIn: false },
  { name: 'us-east-2', isOptIn: false },
  { name: 'us-west-1', isOptIn: false },
  { name: 'us-west-2', isOptIn: false },
  { name: 'ca-central-1', isOptIn: false },
  { name: 'sa-east-1', isOptIn: false },
  { name: 'eu-west-1', isOptIn: false },
  { name: 'eu-west-2', isOptIn: false },
  { name: 'eu-west-3', isOptIn: false },
  { name: 'eu-central-1', isOptIn: false },
  { name: 'eu-north-1', isOptIn: false },
  { name: 'ap-northeast-1', isOptIn: false },
  { name: 'ap-northeast-2', isOptIn: false },
  { name: 'ap-south-1', isOptIn: false },
  { name: 'ap-southeast-1', isOptIn: false },
  { name: 'ap-southeast-2', isOptIn: false },
  { name: 'eu-south-1', isOptIn: true },
  { name: 'eu-central-2', isOptIn: true },
  { name: 'ap-east-1', isOptIn: true },
  { name: 'me-central-1', isOptIn: true },
  { name: 'af-south-1', isOptIn: true },
]

/** A region by name; undefined when the simulator does not know it. */
export function findRegion(name: string): RegionInfo | undefined {
  return REGIONS.find((region) => region.name === name)
}

/** The zone id of a zone name as used in records and subnets: `eu-west-1b` is `euw1-az2`. */
export function zoneIdOf(zoneName: string): string {
  const [continent = '', direction = '', rest = ''] = zoneName.split('-')
  const shortDirection = direction.replace(/north|south|east|west|central/g, (word) => word.charAt(0))
  const number = rest.slice(0, -1)
  const letter = rest.charCodeAt(rest.length - 1) - 96
  return `${continent}${shortDirection}${number}-az${letter}`
}
