import { expect } from '@playwright/test'
import { createApiClient } from '../lib/http/client'
import type { ChangeRequestDetail } from '../lib/http/schemas/change-requests'
import type { FlowLogListItem } from '../lib/http/schemas/flow-logs'
import type { ResourceListItem } from '../lib/http/schemas/resources'
import type { PickedDocument } from './documents'
import { runningStack } from './stack'

/**
 * Weir by its interface: to prepare what a journey begins with (what is under test is done in the browser) and to know
 * when something has settled.
 */
export function weir() {
  const call = createApiClient({ base: `${runningStack().url}/api/v1` })

  /** Asks for a look at one region of an account, and waits until it has been looked at. */
  async function lookAt(accountId: string, region: string): Promise<void> {
    const scope = async () => {
      const { items } = await call('GET /scopes', { query: { account: [accountId], region: [region], limit: 10 } })
      const [only] = items
      if (only === undefined) throw new Error(`Weir does not watch ${accountId} ${region}`)
      return only
    }
    const { id, freshness } = await scope()
    await call('POST /scopes/{id}/look', { params: { id } })
    await expect
      .poll(async () => (await scope()).freshness.discoveredAt, { message: `a look at ${accountId} ${region}` })
      .not.toBe(freshness.discoveredAt)
  }

  /** The row of a resource, once Weir has found it. */
  async function resource(externalId: string): Promise<ResourceListItem> {
    const { items } = await call('GET /resources', { query: { q: externalId, limit: 5 } })
    const found = items.find((item) => item.externalId === externalId)
    if (found === undefined) throw new Error(`Weir does not know ${externalId}`)
    return found
  }

  /** The flow logs that Weir shows on a resource. */
  async function flowLogsOn(externalId: string): Promise<readonly FlowLogListItem[]> {
    const { id } = await resource(externalId)
    return (await call('GET /flow-logs', { query: { resource: [id], limit: 50 } })).items
  }

  /** Proposes a configuration for some resources; answers the id of the change request. */
  async function propose(document: PickedDocument, externalIds: readonly string[]): Promise<string> {
    const resourceIds = await Promise.all(externalIds.map(async (id) => (await resource(id)).id))
    const { id } = await call('POST /change-requests', {
      body: { items: [{ op: 'create', document, fromSelection: { mode: 'now', resourceIds } }] },
    })
    return id
  }

  /** The same, then approves the plan and waits until it is applied. */
  async function declare(document: PickedDocument, externalIds: readonly string[]): Promise<ChangeRequestDetail> {
    const id = await propose(document, externalIds)
    const request = () => call('GET /change-requests/{id}', { params: { id } })
    await expect.poll(async () => (await request()).state, { message: 'the plan' }).toBe('open')
    await call('POST /change-requests/{id}/approve', {
      params: { id },
      body: { digest: (await request()).plan?.digest ?? '' },
    })
    await expect.poll(async () => (await request()).state, { message: 'applied', timeout: 60_000 }).toBe('applied')
    return request()
  }

  return { call, lookAt, resource, flowLogsOn, propose, declare }
}
