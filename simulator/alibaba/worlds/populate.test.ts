import { describe, expect, it } from 'vitest'
import { AlibabaWorld } from '../world'
import { parseState } from '../world-state'
import type { SimAttachment } from '../world-types'
import { DEMO_FLEET } from './demo-fleet'
import { populateWorld } from './populate'

function worldOf(name: Parameters<typeof populateWorld>[1]): AlibabaWorld {
  const world = new AlibabaWorld()
  populateWorld(world, name)
  return world
}

/** How many attachments the listings show: a peer link shows at both ends. */
function listed(attachments: Iterable<SimAttachment>): number {
  return [...attachments].reduce((sum, one) => sum + (one.kind === 'peer' ? 2 : 1), 0)
}

describe('demo fleet', () => {
  const world = worldOf('demo')

  it('has the size it promises', () => {
    expect(world.accounts.size).toBe(3)
    expect(world.cens.size).toBe(6)
    expect(world.routers.size).toBe(12)
    expect([...world.routers.values()].filter((router) => router.edition === 'Basic')).toHaveLength(1)
    expect(listed(world.attachments.values())).toBe(50)
    expect(new Set([...world.attachments.values()].map((one) => one.kind)).size).toBe(5)
    expect(world.flowLogs.size).toBeGreaterThanOrEqual(26)
    expect(world.flowLogs.size).toBeLessThanOrEqual(34)
  })

  it('has foreign logs of every sort, and room for ours', () => {
    const logs = [...world.flowLogs.values()]
    expect(logs.filter((log) => log.status === 'Inactive').length).toBeGreaterThanOrEqual(2)
    expect(logs.filter((log) => log.tags.some((tag) => tag.value === 'terraform')).length).toBeGreaterThanOrEqual(5)
    expect(logs.filter((log) => log.transitRouterId !== '' && log.attachmentId === '')).toHaveLength(2)
    expect(logs.filter((log) => log.transitRouterId === '')).toHaveLength(1)
    const dataLogs = logs.filter((log) => log.accountId === DEMO_FLEET.dataAccountId).length
    const quota = world.accounts.get(DEMO_FLEET.dataAccountId)?.flowLogQuota ?? 0
    expect(quota).toBeGreaterThan(dataLogs)
    expect(quota).toBeLessThan(dataLogs + 9)
  })

  it('keeps one log per attachment and router', () => {
    const keys = [...world.flowLogs.values()].map((log) => `${log.transitRouterId}|${log.attachmentId}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('holds a project in a region where the failing create does not look for it', () => {
    expect(world.projects.get(DEMO_FLEET.projectInOtherRegion)?.regionId).toBe(DEMO_FLEET.projectInOtherRegionAt)
  })
})

describe('worlds', () => {
  it.each(['demo', 'test', 'bench-cen', 'empty', 'bench-aws'] as const)('%s is the same every time', (name) => {
    expect(worldOf(name).toState()).toEqual(worldOf(name).toState())
  })

  it('bench-cen has 40 routers with 25 attachments each and no flow log', () => {
    const world = worldOf('bench-cen')
    expect(world.routers.size).toBe(40)
    expect(world.attachments.size).toBe(1_000)
    expect(world.flowLogs.size).toBe(0)
  })

  it('refuses a saved state of another shape', () => {
    expect(() => parseState({ format: 0 })).toThrow('another version')
    expect(() => parseState(null)).toThrow('another version')
    expect(parseState(worldOf('test').toState()).format).toBe(1)
  })
})
