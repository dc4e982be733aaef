import { describe, expect, it } from 'vitest'
import { flowLogSentence, type SentenceFacts } from './flow-log-sentence'

const OURS: SentenceFacts = {
  phase: 'Active',
  phaseMessage: '',
  status: 'active',
  delivery: { state: 'success', message: null, since: null },
  conditions: ['Ready'],
  problem: null,
  trafficType: 'ALL',
  target: { resourceId: null, keyText: null, type: 'VPC', externalId: 'vpc-1', name: 'checkout' },
  destination: 'arn:aws:s3:::logs/vpc/',
  ownership: 'ours',
  manager: null,
  endedAt: null,
  scope: { provider: 'aws-ec2' },
}
const none = { state: 'none', message: null, since: null } as const

describe('a flow log in one sentence', () => {
  it.each<[string, Partial<SentenceFacts>, string]>([
    ['delivers', {}, 'All traffic of checkout goes to arn:aws:s3:::logs/vpc/, and records arrive.'],
    [
      'exists and fails',
      { delivery: { state: 'failed', message: 'Access error', since: null }, conditions: ['DeliveryFailed'] },
      'All traffic of checkout goes to arn:aws:s3:::logs/vpc/, but records do not arrive: Access error.',
    ],
    [
      'young',
      { delivery: none },
      'All traffic of checkout goes to arn:aws:s3:::logs/vpc/, and the cloud has not judged delivery yet.',
    ],
    [
      'of a cloud that reports no delivery claims none',
      { delivery: none, scope: { provider: 'alibaba-cen' }, trafficType: null, destination: 'project/store' },
      'Traffic of checkout goes to project/store.',
    ],
    [
      'drifted',
      { conditions: ['Drifted'], trafficType: 'REJECT' },
      'Rejected traffic of checkout goes to arn:aws:s3:::logs/vpc/, and records arrive. It differs from what was approved.',
    ],
    [
      'switched off',
      { status: 'inactive', delivery: none, destination: null },
      'All traffic of checkout is recorded, but it is switched off.',
    ],
    [
      'not created yet',
      { phase: 'Pending', status: null, phaseMessage: 'It waits for its turn' },
      'It is not created yet. It waits for its turn.',
    ],
    [
      'pending again while it records',
      { phase: 'Pending' },
      'All traffic of checkout goes to arn:aws:s3:::logs/vpc/, and records arrive.',
    ],
    [
      'refused',
      {
        phase: 'Failed',
        status: null,
        problem: { reason: 'X', message: 'The bucket does not exist.', vendorCode: '400' },
      },
      'It was not created. The bucket does not exist.',
    ],
    [
      'ended',
      { endedAt: '2026-11-20T09:00:00.000Z', phase: 'Deleted' },
      'It is gone; records written before stay where they are.',
    ],
    [
      'of another manager',
      { phase: null, ownership: 'foreign', manager: 'terraform' },
      'All traffic of checkout goes to arn:aws:s3:::logs/vpc/, and records arrive. It belongs to Terraform.',
    ],
    [
      'of nobody known',
      { phase: null, ownership: 'foreign', manager: 'unknown' },
      'All traffic of checkout goes to arn:aws:s3:::logs/vpc/, and records arrive. Weir did not make it.',
    ],
  ])('%s', (_, facts, sentence) => {
    expect(flowLogSentence({ ...OURS, ...facts })).toBe(sentence)
  })
})
