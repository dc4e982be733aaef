import { ALIBABA_PERMISSIONS, FLOW_LOG_SERVICE } from './alibaba-permissions'
import { permissionsFor, type AccessFeature, type Permission, type PermissionTarget } from './permission'
import type { PolicyDocument, PolicyStatement } from './policy-document'

/** What the policy of a role in an Alibaba Cloud account depends on. */
export interface AlibabaAccess {
  /** Null: one policy for every account of a directory. */
  readonly accountId: string | null
  readonly features: readonly AccessFeature[]
}

/**
 * The least that the chosen features need. CEN offers no conditions on tags that its documents confirm, so none is
 * written: a condition that the cloud does not know would refuse everything or nothing. Pure.
 */
export function alibabaPolicy(access: AlibabaAccess): PolicyDocument {
  const groups = new Map<PermissionTarget, Permission[]>()
  for (const row of permissionsFor(ALIBABA_PERMISSIONS, access.features)) {
    groups.set(row.target, [...(groups.get(row.target) ?? []), row])
  }
  return { Version: '1', Statement: [...groups.values()].map((rows) => statementOf(rows, access)) }
}

/** The statement that allows one action of the table; null: no such action. Pure. */
export function alibabaStatementFor(action: string, access: AlibabaAccess): PolicyStatement | null {
  const row = ALIBABA_PERMISSIONS.permissions.find((one) => one.action === action)
  return row === undefined ? null : statementOf([row], access)
}

function statementOf(rows: readonly Permission[], { accountId }: AlibabaAccess): PolicyStatement {
  const target = rows[0]?.target ?? 'any'
  const account = accountId ?? '*'
  const actions = [...new Set(rows.map(({ action }) => action))]
  return {
    Effect: 'Allow',
    Action: actions,
    Resource:
      target === 'flow-log'
        ? [`acs:cbn:*:${account}:flowlog/*`]
        : target === 'log-store'
          ? [`acs:log:*:${account}:project/*`]
          : ['*'],
    ...(target === 'service-linked-role'
      ? { Condition: { StringEquals: { 'ram:ServiceName': FLOW_LOG_SERVICE } } }
      : {}),
  }
}
