import { describe, expect, it } from 'vitest'
import { ALIBABA_CEN_CAPABILITIES } from '@/lib/providers/alibaba-cen/capabilities'
import { AWS_EC2_CAPABILITIES } from '@/lib/providers/aws-ec2/capabilities'
import { validateSpec } from '@/lib/domain/rules'
import { providerCapabilities } from '@/lib/http/schemas/providers'
import {
  documentOf,
  draftOf,
  fieldValue,
  hasTargets,
  initialSpec,
  isShown,
  newDraft,
  targetsOf,
  withField,
} from './draft'

const AWS = providerCapabilities.parse(AWS_EC2_CAPABILITIES)
const CEN = providerCapabilities.parse(ALIBABA_CEN_CAPABILITIES)
const [VPC_FAMILY] = AWS.families

describe('the first spec of a form', () => {
  it.each([...AWS.families, ...CEN.families].map((family) => [family.family, family] as const))(
    '%s breaks only the rules about what a person must still write',
    (_, family) => {
      const faults = validateSpec(initialSpec(family), null, null).map((fault) => fault.field)
      expect(new Set(faults)).toEqual(
        new Set(family.family === 'cen' ? ['projectName', 'logStoreName'] : ['logDestination']),
      )
    },
  )
})

describe('changing the destination', () => {
  const s3 = withField(initialSpec(VPC_FAMILY!), 'destinationOptions.fileFormat', 'parquet')

  it('keeps S3 options at S3 and drops them elsewhere', () => {
    expect(fieldValue(s3, 'destinationOptions.fileFormat')).toBe('parquet')
    const logs = withField(s3, 'logDestinationType', 'cloud-watch-logs')
    expect(fieldValue(logs, 'destinationOptions')).toBeNull()
    expect(fieldValue(withField(logs, 'logDestinationType', 's3'), 'destinationOptions.fileFormat')).toBe('plain-text')
  })

  it('drops a delivery role that S3 would refuse, although its field is no longer shown', () => {
    const logs = withField(withField(s3, 'logDestinationType', 'cloud-watch-logs'), 'deliverLogsPermissionArn', 'arn:x')
    expect(fieldValue(logs, 'deliverLogsPermissionArn')).toBe('arn:x')
    expect(fieldValue(withField(logs, 'logDestinationType', 's3'), 'deliverLogsPermissionArn')).toBeNull()
  })

  it('shows the fields that belong to the destination', () => {
    const role = VPC_FAMILY!.fields.find((field) => field.field === 'deliverLogsPermissionArn')!
    expect(isShown(role, s3)).toBe(false)
    expect(isShown(role, withField(s3, 'logDestinationType', 'cloud-watch-logs'))).toBe(true)
  })
})

describe('targets', () => {
  it('asks for nothing while a clause is still empty', () => {
    expect(hasTargets({ kind: 'clauses', clauses: [{ on: 'account', values: [] }], excludes: [] })).toBe(false)
    expect(hasTargets({ kind: 'picked', resourceIds: [] })).toBe(false)
    expect(hasTargets({ kind: 'picked', resourceIds: ['a'] })).toBe(true)
  })

  it('becomes a selector or the selection that stands for one', () => {
    expect(targetsOf({ kind: 'picked', resourceIds: ['a'] })).toEqual({
      selection: { mode: 'now', resourceIds: ['a'] },
    })
    expect(targetsOf({ kind: 'keys', keys: ['k'] })).toEqual({ selector: { kind: 'explicit', targets: ['k'] } })
  })
})

it('a document survives the way through the form', () => {
  const draft = { ...newDraft(AWS, VPC_FAMILY!, { kind: 'keys', keys: ['k'] }), name: ' prod ' }
  const document = { ...documentOf(draft), selector: { kind: 'explicit' as const, targets: ['k'] } }
  expect(document.name).toBe('prod')
  expect({ ...documentOf(draftOf(document)), selector: document.selector }).toEqual(document)
})
