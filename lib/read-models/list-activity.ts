import type { Actor } from '../domain/change-item'
import type { ActivityItem, ActivityListQuery } from '../http/schemas/activity'
import type { Page } from '../http/schemas/listing'
import type { Database } from '../store/database/connection'
import { statement, type Statement } from '../store/statement'
import { countRows, readPage } from './paging'

interface Row {
  id: string
  at: Date
  actor: Actor
  action: string
  subjectType: string
  subjectId: string | null
  summary: string
}

const FROM = statement`audit_entry e`

/** Who did what, newest first. */
export async function listActivity({ pool }: Database, query: ActivityListQuery): Promise<Page<ActivityItem>> {
  const where: Statement[] = []
  if (query.actor !== undefined) where.push(statement`e."actor"->>'kind' = ANY(${query.actor}::text[])`)
  if (query.subjectType !== undefined) where.push(statement`e."subjectType" = ANY(${query.subjectType}::text[])`)
  if (query.subjectId !== undefined) where.push(statement`e."subjectId" = ${query.subjectId}`)
  const [page, total] = await Promise.all([
    readPage<Row>(pool, {
      columns: statement`e."id", e."at", e."actor", e."action", e."subjectType", e."subjectId", e."summary"`,
      from: FROM,
      where,
      sortKeys: { at: { expression: statement`e."at"`, type: 'timestamptz' } },
      sort: '-at',
      id: { expression: statement`e."id"`, type: 'uuid' },
      limit: query.limit,
      cursor: query.cursor,
    }),
    countRows(pool, FROM, where),
  ])
  return { items: page.rows.map(toActivityItem), nextCursor: page.nextCursor, total }
}

const PAGES: Readonly<Record<string, string>> = {
  account: '/accounts',
  resource: '/resources',
  'flow-log': '/flow-logs',
  configuration: '/configurations',
  'change-request': '/changes',
}

function toActivityItem({ at, ...row }: Row): ActivityItem {
  const page = PAGES[row.subjectType]
  return {
    ...row,
    actor: { ...row.actor },
    at: at.toISOString(),
    href: page === undefined ? null : row.subjectId === null ? page : `${page}/${row.subjectId}`,
  }
}
