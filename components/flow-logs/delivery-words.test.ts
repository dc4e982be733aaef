import { describe, expect, it } from 'vitest'
import { deliveryWord, type DeliveryFacts } from './delivery-words'

const AWS: DeliveryFacts = { provider: 'aws-ec2', status: 'active', state: 'none', message: null }

describe('delivery in a few words', () => {
  it.each<[string, Partial<DeliveryFacts>, string, string]>([
    ['the cloud’s own words when it fails', { state: 'failed', message: 'Access error' }, 'Access error', 'bad'],
    ['ours when the cloud has none', { state: 'failed' }, 'Delivery fails', 'bad'],
    ['positive evidence', { state: 'success' }, 'Records arrive', 'good'],
    ['an active AWS log without a verdict may still get one', {}, 'No verdict yet', 'waiting'],
    ['CEN never reports, which is no fault', { provider: 'alibaba-cen' }, 'Not reported', 'empty'],
    ['switched off is told apart from silent', { provider: 'alibaba-cen', status: 'inactive' }, 'Switched off', 'off'],
    ['nothing observed yet', { status: null }, 'Not there yet', 'empty'],
    ['being made', { status: 'creating' }, 'Not capturing', 'empty'],
    [
      'failure speaks louder than the status',
      { status: 'deleting', state: 'failed', message: 'Rate limited' },
      'Rate limited',
      'bad',
    ],
  ])('%s', (_, facts, word, tone) => {
    expect(deliveryWord({ ...AWS, ...facts })).toEqual({ word, tone })
  })
})
