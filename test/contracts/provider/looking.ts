import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../../lib/domain/capabilities'
import { resourceKeyText } from '../../../lib/domain/resource'
import type { Resource } from '../../../lib/domain/resource'
import type { ContractHarness } from './harness'

/** Everything found in the global scope and in the region, as the engine looks: global first. */
async function discoverAll(harness: ContractHarness, includeInterfaces: boolean): Promise<readonly Resource[]> {
  const options = { includeInterfaces, knownRouters: [] }
  const global = await harness.provider.discover(harness.context({ scope: harness.globalScope }), options)
  const knownRouters = global.resources.filter(
    (resource) => resource.key.type === 'TransitRouter' && resource.key.scope.region === harness.scope.region,
  )
  const region = await harness.provider.discover(harness.context(), { includeInterfaces, knownRouters })
  return [...global.resources, ...region.resources]
}

/** Discovery, listings, connection tests: reading changes nothing and misses nothing. */
export function looking(harness: () => ContractHarness, capabilities: Capabilities): void {
  describe('looking', () => {
    it('discovers every declared type, with owner, tags, names and links', async () => {
      const found = await discoverAll(harness(), true)
      expect(new Set(found.map((resource) => resource.key.type))).toEqual(new Set(capabilities.discoveredTypes))
      expect(found.every((resource) => /^\d+$/.test(resource.ownerAccountId))).toBe(true)
      expect(found.some((resource) => resource.name !== null)).toBe(true)
      expect(found.some((resource) => Object.keys(resource.tags).length > 0)).toBe(true)
      expect(found.every((resource) => resource.state !== '')).toBe(true)
      for (const resource of found) {
        switch (resource.key.type) {
          case 'Subnet':
          case 'NetworkInterface':
          case 'RegionalNatGateway':
            expect(resource.links.vpc, resource.externalId).toBeTruthy()
            break
          case 'TransitGatewayAttachment':
            expect(resource.links.transitGateway, resource.externalId).toBeTruthy()
            break
          case 'TransitRouter':
            expect(resource.links.cen, resource.externalId).toBeTruthy()
            break
          case 'TransitRouterAttachment':
            expect(resource.links.transitRouter, resource.externalId).toBeTruthy()
            expect(resource.key.localKey).toBe(`${String(resource.links.transitRouter)}/${resource.externalId}`)
            break
          case 'VPC':
          case 'TransitGateway':
          case 'CEN':
          // Never discovered, so never met here.
          case 'CoreNetwork':
          case 'CoreNetworkAttachment':
          case 'CoreNetworkEdge':
            break
        }
      }
    })

    it('gives every resource one key', async () => {
      const found = await discoverAll(harness(), true)
      expect(new Set(found.map((resource) => resourceKeyText(resource.key))).size).toBe(found.length)
    })

    it('says which types a look covered, so that absence means something only for them', async () => {
      const options = { includeInterfaces: false, knownRouters: [] }
      const region = await harness().provider.discover(harness().context(), options)
      expect(region.coveredTypes).not.toContain('NetworkInterface')
      expect(region.resources.filter((resource) => resource.key.type === 'NetworkInterface')).toEqual([])
      const global = await harness().provider.discover(harness().context({ scope: harness().globalScope }), options)
      const covered = new Set([...global.coveredTypes, ...region.coveredTypes])
      expect(covered).toEqual(new Set(capabilities.discoveredTypes.filter((type) => type !== 'NetworkInterface')))
      expect(global.regions.length).toBeGreaterThan(0)
    })

    it('observes all pages and changes nothing', async () => {
      const pageSize = harness().pageSize ?? 5
      const added = await harness().addForeignLogs(pageSize + 3)
      const before = await harness().truth()
      const observed = await harness().provider.observe(harness().context())
      const ids = observed.map((log) => log.externalId)
      expect(new Set(ids).size).toBe(ids.length)
      expect(added.filter((id) => !ids.includes(id))).toEqual([])
      expect(await harness().truth()).toEqual(before)
      const pages = harness().pageSize === null ? 1 : Math.ceil(observed.length / pageSize)
      expect(harness().calls.length).toBe(pages)
    })

    it('lists every flow log in one scope only: the global one has none, and asks nobody', async () => {
      await harness().addForeignLogs(1)
      const context = harness().context({ scope: harness().globalScope })
      expect(await harness().provider.observe(context)).toEqual([])
      expect(harness().calls).toEqual([])
    })

    it('keeps a state alive that nobody documented', async () => {
      const id = await harness().addStrangeLog('ASLEEP')
      if (id === null) return
      const observed = await harness().provider.observe(harness().context())
      const strange = observed.find((log) => log.externalId === id)
      expect(strange).toMatchObject({ status: 'unknown', rawStatus: 'ASLEEP' })
    })

    it('passes every connection check when everything is allowed', async () => {
      const checks = await harness().provider.testConnection(harness().context())
      expect(checks.length).toBeGreaterThan(3)
      expect(checks.filter((check) => check.state !== 'passed')).toEqual([])
      expect(new Set(checks.map((check) => check.id)).size).toBe(checks.length)
    })

    it('names the one permission that is missing', async () => {
      const { permission } = await harness().deny()
      const checks = await harness().provider.testConnection(harness().context())
      const failed = checks.filter((check) => check.state !== 'passed')
      expect(failed.map((check) => check.id)).toEqual([`permission:${permission}`])
      expect(failed[0]!.state).toBe('failed')
      expect(failed[0]!.remedy).toContain(permission)
      expect(failed[0]!.vendorCode).not.toBeNull()
    })

    it('names the role when it cannot be assumed, and asks nothing further', async () => {
      const account = harness().wrongRole()
      if (account === null) return
      const checks = await harness().provider.testConnection(harness().context({ account }))
      expect(checks[0]).toMatchObject({ state: 'failed' })
      expect(checks[0]!.message + String(checks[0]!.remedy)).toContain(account.roleArn)
      expect(checks.slice(1).every((check) => check.state === 'skipped')).toBe(true)
    })

    it('has a stable fingerprint of where its calls go', () => {
      const first = harness().provider.endpointFingerprint()
      expect(first).not.toBe('')
      expect(harness().provider.endpointFingerprint()).toBe(first)
    })
  })
}
