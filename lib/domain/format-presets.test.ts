import { describe, expect, test } from 'vitest'
import { aCenSpec, aTransitGatewaySpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { TRANSIT_GATEWAY_FIELD_DETAILS, VPC_FIELD_DETAILS } from './aws/field-details'
import { formatPresets } from './format-presets'
import { RECORD_DIALECTS, sampleRecord } from './record-catalogue'
import { TARGET_FAMILIES, type TargetFamily } from './resource'
import { validateSpec } from './rules'

const specWith = (family: TargetFamily, format: string | null) =>
  family === 'cen'
    ? aCenSpec({ logFormatString: format })
    : family === 'aws-vpc'
      ? aVpcSpec({ logFormat: format })
      : aTransitGatewaySpec({ logFormat: format })

describe.each(TARGET_FAMILIES)('the formats of %s', (family) => {
  test('are these five', () => {
    const ids = formatPresets(family).map(({ id }) => id)
    expect(ids).toEqual(['default', 'security', 'cost', 'troubleshooting', 'everything'])
  })

  test.each(formatPresets(family))('$id breaks no rule, and has a sample', ({ id, format, fields, sample }) => {
    expect(validateSpec(specWith(family, format), null, null)).toEqual([])
    if (family === 'cen' && id === 'default') return
    if (family !== 'cen') expect(sample.split(' ')).toHaveLength(fields.length)
    else expect(Object.keys(JSON.parse(sample) as object)).toEqual(fields)
    if (format !== null) expect(RECORD_DIALECTS[family].parse(format)).toEqual(fields)
  })
})

test('everything is every field but those that show a chosen tag', () => {
  const of = (family: TargetFamily) => formatPresets(family).at(-1)?.fields
  expect(of('aws-vpc')).toHaveLength(48)
  expect(of('aws-transit-gateway')).toHaveLength(36)
  expect(of('cen')).toHaveLength(15)
})

test('a format says what its creator must be allowed to do', () => {
  const [everything] = formatPresets('aws-vpc').slice(-1)
  expect(everything?.permissions).toContain('ecs:ListTasks')
  expect(formatPresets('aws-vpc')[1]?.permissions).toEqual([])
})

test('the version column of a sample is the newest version among its fields', () => {
  expect(sampleRecord('aws-vpc', ['version', 'bytes'])).toBe('2 3400')
  expect(sampleRecord('aws-vpc', ['version', 'reject-reason', 'nobody-knows'])).toBe('8 - -')
})

test('details are about fields that exist', () => {
  const ids = (family: TargetFamily) => RECORD_DIALECTS[family].fields.map(({ id }) => id)
  expect(ids('aws-vpc')).toEqual(expect.arrayContaining(Object.keys(VPC_FIELD_DETAILS)))
  expect(ids('aws-transit-gateway')).toEqual(expect.arrayContaining(Object.keys(TRANSIT_GATEWAY_FIELD_DETAILS)))
})
