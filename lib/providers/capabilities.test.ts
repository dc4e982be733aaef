import { describe, expect, it } from 'vitest'
import { MUTABILITY } from '../domain/mutability'
import { PROVIDER_IDS } from '../domain/provider-id'
import { PROVIDER_LABELS } from '../domain/provider-labels'
import { AWS_RESOURCE_TYPES, type AwsResourceType } from '../domain/aws/request'
import { FAMILIES } from '../domain/target-family'
import { CAPABILITIES } from './capabilities'

/** Fields of a spec that no form offers yet, with the reason. */
const NOT_IN_FORMS: Readonly<Record<string, readonly string[]>> = {
  'aws-vpc': [],
  // A transit gateway has no filter, and its formats no tag fields.
  'aws-transit-gateway': ['tagFieldSpecifications', 'trafficType'],
  cen: [],
}

const families = PROVIDER_IDS.flatMap((id) =>
  CAPABILITIES[id].families.map((family) => [family.family, id, family] as const),
)

describe('capabilities', () => {
  it.each(PROVIDER_IDS)('of %s carry its id and its name', (id) => {
    expect(CAPABILITIES[id]).toMatchObject({ provider: id, label: PROVIDER_LABELS[id] })
  })

  it('describe every family once', () => {
    expect(families.map(([family]) => family).sort()).toEqual(Object.keys(FAMILIES).sort())
  })

  it.each(families)('of %s agree with the domain about targets', (name, provider, family) => {
    expect(FAMILIES[name].provider).toBe(provider)
    expect([...family.targetTypes].sort()).toEqual([...FAMILIES[name].targetTypes].sort())
    expect(family.undiscoveredTypes).toEqual(FAMILIES[name].undiscoveredTypes)
    for (const type of family.undiscoveredTypes) expect(CAPABILITIES[provider].discoveredTypes).not.toContain(type)
    for (const type of family.targetTypes) expect(CAPABILITIES[provider].discoveredTypes).toContain(type)
  })

  it.each(families)('of %s say of every field what the domain says of it', (name, _provider, family) => {
    const table: Readonly<Record<string, string>> = MUTABILITY[name]
    for (const field of family.fields) expect(field.change, field.field).toBe(table[field.field])
    const declared = [...family.fields.map((field) => field.field), ...(NOT_IN_FORMS[name] ?? [])]
    expect(declared.sort()).toEqual(Object.keys(table).sort())
  })

  it.each(families)(
    'of %s can be drawn: choices have options, and initial values are among them',
    (_name, _id, family) => {
      for (const field of family.fields) {
        expect(field.options !== null, field.field).toBe(field.input === 'select')
        if (field.options) expect(field.options.map((option) => option.value)).toContain(field.initial)
        if (!field.onlyWhen) continue
        const other = family.fields.find((one) => one.field === field.onlyWhen?.field)
        const values = other?.options?.map((option) => String(option.value)) ?? []
        expect(values, field.field).toEqual(expect.arrayContaining([...field.onlyWhen.values]))
      }
    },
  )

  it('take no more targets into one call than the rules allow', () => {
    for (const family of CAPABILITIES['aws-ec2'].families) {
      const limits = family.targetTypes.map((type) => AWS_RESOURCE_TYPES[type as AwsResourceType].maxIds)
      expect(family.maxCreateBatch).toBe(Math.min(...limits))
    }
  })

  it('leave room for the three tags of Weir', () => {
    expect(CAPABILITIES['aws-ec2'].maxPeopleTags).toBe(50 - 3)
    expect(CAPABILITIES['alibaba-cen'].maxPeopleTags).toBe(20 - 3)
  })
})
