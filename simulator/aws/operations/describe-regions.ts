import { endDryRun, type Operation } from '../call'
import { AwsRefusal } from '../errors'
import { readFilters } from '../protocol/filters'
import { findRegion, REGIONS } from '../regions'

/** DescribeRegions: not paged; regions that are not enabled only with AllRegions. Source: EC2 API reference, read 2026-11. */
export const describeRegions: Operation = {
  service: 'ec2',
  latency: 'read',
  bucket: () => 'read',
  action: 'ec2:DescribeRegions',
  known: new Set(['DryRun', 'AllRegions', 'RegionName.N', 'Filter.N.Name', 'Filter.N.Value.N']),
  resources: () => [],
  perform: (call) => {
    endDryRun(call)
    const names = call.parameters.list('RegionName')
    const unknown = names.find((name) => !findRegion(name))
    if (unknown !== undefined) {
      throw new AwsRefusal('InvalidParameterValue', `Invalid region name: ${unknown}`)
    }
    const everything =
      call.context.settings.aws.lax.listsRegionsUnfiltered || call.parameters.boolean('AllRegions') === true
    const regions = REGIONS.map((region) => {
      const isEnabled = call.world.isRegionEnabled(call.accountId, region.name)
      const optInStatus = region.isOptIn ? (isEnabled ? 'opted-in' : 'not-opted-in') : 'opt-in-not-required'
      return { name: region.name, endpoint: `ec2.${region.name}.amazonaws.com`, isEnabled, optInStatus, tags: [] }
    })
    const passes = readFilters<(typeof regions)[number]>(call.parameters, {
      'region-name': (region) => region.name,
      endpoint: (region) => region.endpoint,
      'opt-in-status': (region) => region.optInStatus,
    })
    const chosen = regions.filter((region) => {
      const isNamed = names.length === 0 ? everything || region.isEnabled : names.includes(region.name)
      return isNamed && passes(region)
    })
    return {
      regionInfo: chosen.map(({ name, endpoint, optInStatus }) => ({
        regionName: name,
        regionEndpoint: endpoint,
        optInStatus,
      })),
    }
  },
}
