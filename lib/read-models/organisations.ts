import type { OnboardingPattern } from '../domain/onboarding-pattern'
import { notFound } from '../domain/refusal'
import type { Page } from '../http/schemas/listing'
import type {
  FoundAccountQuery,
  FoundAccountView,
  OrganisationListQuery,
  OrganisationView,
} from '../http/schemas/organisations'
import type { CloudProblem } from '../http/schemas/problem'
import type { Database } from '../store/database/connection'
import { likeText, select, statement, type Statement } from '../store/statement'
import { toCloudProblem } from './list-scopes'
import { countRows, readPage, type SortKey } from './paging'
import { providerOf } from './scope-directory'

interface OrganisationRow {
  id: string
  revision: number
  accountRef: string
  accountId: string
  accountName: string
  provider: string
  partition: string
  state: OrganisationView['state']
  listedAt: Date | null
  problem: CloudProblem | null
  pattern: OnboardingPattern
  autoAdd: boolean
  autoAddLimit: number
  autoAdded: number
  createdAt: Date
  updatedAt: Date
  counts: Partial<OrganisationView['counts']>
}

/** How a found account stands with Weir. What is here and whose test failed is not reachable. */
const STANDING = statement`CASE WHEN f."leftAt" IS NOT NULL THEN 'left'
  WHEN a."id" IS NOT NULL AND a."testState" = 'failed' THEN 'not-reachable'
  WHEN a."id" IS NOT NULL THEN 'known'
  WHEN NOT f."isActive" THEN 'suspended' ELSE 'new' END`

const FOUND = statement`found_account f JOIN organisation o ON o."id" = f."organisationId"
  LEFT JOIN account a ON a."provider" = o."provider" AND a."partition" = o."partition" AND a."accountId" = f."accountId"
   AND a."removedAt" IS NULL`

const COLUMNS = statement`o."id", o."revision", o."accountRef", m."accountId", m."name" AS "accountName", o."provider",
  o."partition", o."state", o."listedAt", o."problem", o."pattern", o."autoAdd", o."autoAddLimit", o."autoAdded",
  o."createdAt", o."updatedAt",
  (SELECT coalesce(jsonb_object_agg(n.standing, n.count), '{}') FROM (
     SELECT x.standing, count(*)::int AS count FROM (
       SELECT CASE WHEN f."leftAt" IS NOT NULL THEN 'left'
         WHEN a."id" IS NOT NULL AND a."testState" = 'failed' THEN 'not-reachable'
         WHEN a."id" IS NOT NULL THEN 'known'
         WHEN NOT f."isActive" THEN 'suspended' ELSE 'new' END AS standing
         FROM found_account f LEFT JOIN account a ON a."provider" = o."provider" AND a."partition" = o."partition"
           AND a."accountId" = f."accountId" AND a."removedAt" IS NULL
        WHERE f."organisationId" = o."id") x GROUP BY x.standing) n) AS counts`
const FROM = statement`organisation o JOIN account m ON m."id" = o."accountRef"`

const SORT_KEYS: Readonly<Record<string, SortKey>> = {
  createdAt: { expression: statement`o."createdAt"`, type: 'timestamptz' },
}

/** One page of the organisations that Weir knows. */
export async function listOrganisations(
  { pool }: Database,
  query: OrganisationListQuery,
): Promise<Page<OrganisationView>> {
  const [page, total] = await Promise.all([
    readPage<OrganisationRow>(pool, {
      columns: COLUMNS,
      from: FROM,
      where: [],
      sortKeys: SORT_KEYS,
      sort: query.sort ?? 'createdAt',
      id: { expression: statement`o."id"`, type: 'uuid' },
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FROM, []),
  ])
  return { items: page.rows.map(toView), nextCursor: page.nextCursor, total }
}

/** One organisation, with how many of its accounts stand how. */
export async function getOrganisation({ pool }: Database, id: string): Promise<OrganisationView> {
  const [row] = await select<OrganisationRow>(
    pool,
    statement`SELECT ${COLUMNS} FROM ${FROM} WHERE o."id" = ${id}::uuid`,
  )
  if (row === undefined) throw notFound('organisation', id)
  return toView(row)
}

interface FoundRow {
  id: string
  accountId: string
  name: string
  path: string
  rawState: string
  standing: FoundAccountView['standing']
  account: string | null
  joinedAt: Date | null
  firstSeenAt: Date
  leftAt: Date | null
}

const FOUND_SORT_KEYS: Readonly<Record<string, SortKey>> = {
  name: { expression: statement`f."name"`, type: 'text' },
  accountId: { expression: statement`f."accountId"`, type: 'text' },
  firstSeenAt: { expression: statement`f."firstSeenAt"`, type: 'timestamptz' },
}

/** One page of the accounts that an organisation listed. */
export async function listFoundAccounts(
  database: Database,
  organisationId: string,
  query: FoundAccountQuery,
): Promise<Page<FoundAccountView>> {
  const { pool } = database
  await getOrganisation(database, organisationId)
  const where: Statement[] = [statement`f."organisationId" = ${organisationId}::uuid`]
  if (query.standing !== undefined) where.push(statement`${STANDING} = ANY(${query.standing}::text[])`)
  if (query.q !== undefined) {
    const like = likeText(query.q)
    where.push(statement`(f."name" ILIKE ${like} OR f."accountId" ILIKE ${like} OR f."path" ILIKE ${like})`)
  }
  const [page, total] = await Promise.all([
    readPage<FoundRow>(pool, {
      columns: statement`f."id", f."accountId", f."name", f."path", f."rawState", ${STANDING} AS standing,
        a."id" AS account, f."joinedAt", f."firstSeenAt", f."leftAt"`,
      from: FOUND,
      where,
      sortKeys: FOUND_SORT_KEYS,
      sort: query.sort ?? 'name',
      id: { expression: statement`f."id"`, type: 'uuid' },
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FOUND, where),
  ])
  return { items: page.rows.map(toFound), nextCursor: page.nextCursor, total }
}

function toFound(row: FoundRow): FoundAccountView {
  const { id, accountId, name, path, rawState, standing, account } = row
  return {
    id,
    accountId,
    name,
    path,
    rawState,
    standing,
    account,
    joinedAt: row.joinedAt?.toISOString() ?? null,
    firstSeenAt: row.firstSeenAt.toISOString(),
    leftAt: row.leftAt?.toISOString() ?? null,
  }
}

function toView(row: OrganisationRow): OrganisationView {
  const { id, revision, provider, partition, state, pattern, autoAdd, autoAddLimit, autoAdded } = row
  return {
    id,
    revision,
    account: { id: row.accountRef, accountId: row.accountId, name: row.accountName },
    provider: providerOf(provider),
    partition,
    state,
    listedAt: row.listedAt?.toISOString() ?? null,
    problem: row.problem === null ? null : toCloudProblem(row.problem),
    pattern: { ...pattern, regions: [...pattern.regions], labels: { ...pattern.labels } },
    autoAdd,
    autoAddLimit,
    autoAdded,
    counts: { new: 0, known: 0, 'not-reachable': 0, suspended: 0, left: 0, ...row.counts },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
