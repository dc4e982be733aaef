import type { AwsWorld } from '../world'

/** An account of the organisation as ListAccounts shows it. Source: Organizations API reference, Account (read 2026-11). */
export interface OrganisationMember {
  readonly id: string
  readonly name: string
  readonly state: 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED'
  readonly joinedMethod: 'INVITED' | 'CREATED'
  readonly joinedAtMs: number
  /** Organizational units from the root down, by name. */
  readonly path: string
}

/** An organisation: who manages it, who may list it besides, and the accounts that have nothing else in this world. */
export interface Organisation {
  readonly id: string
  readonly managementAccountId: string
  readonly delegatedAdministrators: readonly string[]
  readonly others: readonly OrganisationMember[]
}

const FOUNDED_MS = Date.UTC(2021, 2, 1)

/** Every account of the organisation, by id: those of this world, which are all active, and the others. Pure. */
export function membersOf(world: AwsWorld, organisation: Organisation): readonly OrganisationMember[] {
  const own = [...world.accounts.values()].map(({ id, name }): OrganisationMember => ({
    id,
    name,
    state: 'ACTIVE',
    joinedMethod: 'CREATED',
    joinedAtMs: FOUNDED_MS,
    path: name.includes('prod') ? 'workloads/production' : 'workloads/other',
  }))
  return [...own, ...organisation.others].sort((one, other) => (one.id < other.id ? -1 : 1))
}

const OTHERS: readonly (readonly [id: string, name: string, path: string, state: OrganisationMember['state']])[] = [
  ['100000000011', 'audit', 'security', 'ACTIVE'],
  ['100000000022', 'log-archive', 'security', 'ACTIVE'],
  ['100000000033', 'network-dev', 'infrastructure', 'ACTIVE'],
  ['100000000044', 'retail-prod', 'workloads/production', 'ACTIVE'],
  ['100000000055', 'retail-staging', 'workloads/other', 'ACTIVE'],
  ['100000000066', 'mobile-prod', 'workloads/production', 'ACTIVE'],
  ['100000000077', 'mobile-staging', 'workloads/other', 'ACTIVE'],
  ['100000000088', 'machine-learning', 'workloads/other', 'ACTIVE'],
  ['100000000099', 'partner-portal', 'workloads/production', 'ACTIVE'],
  ['100000000110', 'acquired-shop', 'acquired', 'PENDING_ACTIVATION'],
  ['100000000121', 'legacy-web', 'retired', 'SUSPENDED'],
  ['100000000132', 'legacy-batch', 'retired', 'PENDING_CLOSURE'],
  ['100000000143', 'old-sandbox', 'retired', 'CLOSED'],
  ['100000000154', 'training', 'sandboxes', 'ACTIVE'],
  ['100000000165', 'experiments', 'sandboxes', 'ACTIVE'],
]

/** The organisation of the demo: more accounts than one page holds, some of them on their way out. */
export function demoOrganisation(managementAccountId: string): Organisation {
  return {
    id: 'o-a1b2c3d4e5',
    managementAccountId,
    delegatedAdministrators: [],
    others: OTHERS.map(([id, name, path, state], index) => ({
      id,
      name,
      path,
      state,
      joinedMethod: state === 'PENDING_ACTIVATION' ? 'INVITED' : 'CREATED',
      joinedAtMs: FOUNDED_MS + index * 30 * 24 * 3600_000,
    })),
  }
}
