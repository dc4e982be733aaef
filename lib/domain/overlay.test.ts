import { describe, expect, it } from 'vitest'
import { aConfiguration } from '../../test/builders/cloud-facts'
import type { ChangeItem } from './change-item'
import { overlayConfigurations, type ConfigurationState } from './overlay'

const { generation: _generation, ...document } = aConfiguration()
const alive: ConfigurationState = { id: 'configuration-1', generation: 3, document, isDeleted: false }
const deleted: ConfigurationState = { ...alive, generation: 4, isDeleted: true }
const onto = (state: ConfigurationState) => ({ configurationId: state.id, baseGeneration: state.generation })

describe('overlayConfigurations', () => {
  it('plans what a deleted Configuration left behind as it is: somebody must be able to approve it', () => {
    expect(overlayConfigurations([deleted], [{ op: 'reconcile', ...onto(deleted) }])).toEqual([deleted])
  })

  it.each<{ readonly item: ChangeItem }>([
    { item: { op: 'edit', ...onto(deleted), document } },
    { item: { op: 'delete', ...onto(deleted) } },
    { item: { op: 'exclude', ...onto(deleted), targets: ['aws-ec2:aws:1:eu/VPC/vpc-1'] } },
  ])('refuses to $item.op a deleted one', ({ item }) => {
    expect(() => overlayConfigurations([deleted], [item])).toThrow('Missing')
  })

  it('refuses what was drafted on another generation, a follow-up too', () => {
    const old = { configurationId: alive.id, baseGeneration: 2 }
    expect(() => overlayConfigurations([alive], [{ op: 'delete', ...old }])).toThrow('StaleGeneration')
    expect(() => overlayConfigurations([deleted], [{ op: 'reconcile', ...old }])).toThrow('StaleGeneration')
  })
})
