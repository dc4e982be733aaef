import { expect, it } from 'vitest'
import { specLines } from './spec-lines'

it('lists what is set, nested members by path, and nothing that is not', () => {
  expect(
    specLines({
      family: 'aws-vpc',
      trafficType: 'ALL',
      deliverLogsPermissionArn: null,
      destinationOptions: { fileFormat: 'parquet', perHourPartition: false },
      tagFieldSpecifications: [],
      tags: { team: 'network' },
      maxAggregationIntervalSeconds: 600,
    }),
  ).toEqual([
    ['trafficType', 'ALL'],
    ['destinationOptions.fileFormat', 'parquet'],
    ['destinationOptions.perHourPartition', 'false'],
    ['tags.team', 'network'],
    ['maxAggregationIntervalSeconds', '600'],
  ])
  expect(specLines(null)).toEqual([])
})
