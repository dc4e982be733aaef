import type { CenFlowLogSpec } from '../flow-log-spec'
import { FLOW_LOG_SERVICE_ROLE } from '../onboarding/alibaba-permissions'
import { failed, passed, unknown, unreadable, warned, type CheckFacts, type PreflightCheck } from './check'
import type { CheckContext } from './check-context'
import { countOf } from './count-of'
import type { CenPreflightFacts } from './facts'
import type { PreflightGroup, PreflightTarget } from './group'

const CEN_SOURCE = 'https://www.alibabacloud.com/help/en/cen/user-guide/configure-a-flow-log'
const SLS_SOURCE = 'https://www.alibabacloud.com/help/en/sls/developer-reference/api-sls-2020-12-30-getproject'

const EDITION: CheckFacts = { id: 'cen/edition', title: 'Routers of the Enterprise Edition', source: CEN_SOURCE }
const SETTLED: CheckFacts = {
  id: 'cen/settled',
  title: 'Routers and attachments in a stable state',
  source: CEN_SOURCE,
}
const LEVELS: CheckFacts = { id: 'cen/levels', title: 'One level of flow log on each router', source: CEN_SOURCE }
const SERVICE: CheckFacts = { id: 'cen/service', title: 'The transit router service is activated', source: CEN_SOURCE }
const ROLE: CheckFacts = { id: 'cen/service-role', title: 'The service role is there', source: CEN_SOURCE }
const PROJECT: CheckFacts = { id: 'sls/project', title: 'The project is there, in the same region', source: SLS_SOURCE }
const LOG_STORE: CheckFacts = { id: 'sls/log-store', title: 'The Logstore is there', source: SLS_SOURCE }
const INDEX: CheckFacts = { id: 'sls/index', title: 'The Logstore has an index', source: SLS_SOURCE }

/** Everything CEN and Simple Log Service must have ready. Pure. */
export function checkCen(
  group: PreflightGroup,
  spec: CenFlowLogSpec,
  facts: CenPreflightFacts,
  context: CheckContext,
): readonly PreflightCheck[] {
  return [
    editionCheck(group.targets),
    settledCheck(group.targets),
    ...levelChecks(group.targets),
    serviceCheck(facts, context),
    roleCheck(facts, context),
    ...destinationChecks(spec, facts, context),
  ]
}

function editionCheck(targets: readonly PreflightTarget[]): PreflightCheck {
  const basic = targets.filter(
    ({ router, notCoverable }) => router?.edition === 'Basic' || notCoverable === 'BasicEdition',
  )
  if (basic.length > 0) {
    return failed(EDITION, `${countOf(basic.length, 'target')} on Basic Edition routers: ${names(basic)}.`, {
      blocks: true,
      remedy: 'Upgrade the router to the Enterprise Edition, or leave these targets out.',
    })
  }
  const unseen = targets.filter(({ router }) => router === null || router.edition === null)
  if (unseen.length > 0) return unknown(EDITION, `The router was not seen for ${names(unseen)}.`)
  return passed(EDITION, 'All routers are of the Enterprise Edition.')
}

function settledCheck(targets: readonly PreflightTarget[]): PreflightCheck {
  const moving = targets.filter(({ isSettled, router }) => !isSettled || (router !== null && router.state !== 'Active'))
  if (moving.length === 0) return passed(SETTLED, 'Routers are Active, attachments are Attached.')
  const words = [
    ...new Set(
      moving.map(({ router, state }) => (router !== null && router.state !== 'Active' ? router.state : state)),
    ),
  ]
  return warned(SETTLED, `${countOf(moving.length, 'target')} in the state ${words.join(', ')}: ${names(moving)}.`, {
    remedy: 'Weir waits until they are stable; nothing is to be done unless it stays so.',
  })
}

function levelChecks(targets: readonly PreflightTarget[]): readonly PreflightCheck[] {
  const mixed = targets.filter(({ logsOfOtherLevel }) => logsOfOtherLevel > 0)
  if (mixed.length === 0) return []
  return [
    // Whether both may stand beside each other is not documented. The answer would be IncompatibleFlowlogExist.
    warned(
      LEVELS,
      `${countOf(mixed.length, 'router')} with flow logs on the router and on its attachments: ${names(mixed)}.`,
      {
        remedy:
          'CEN may refuse the second (OperationInvalid.IncompatibleFlowlogExist). Choose one level for each router.',
      },
    ),
  ]
}

function serviceCheck({ routerService }: CenPreflightFacts, context: CheckContext): PreflightCheck {
  if (routerService.state === 'unreadable') return unreadable(SERVICE, routerService, context.fixFor)
  if (routerService.state === 'read' && routerService.value) return passed(SERVICE, 'It is activated in this account.')
  return failed(SERVICE, 'The transit router service was never activated in this account.', {
    blocks: true,
    remedy: 'Activate it in the CEN console, once.',
    fixes: [{ label: 'Activate the service', kind: 'command', text: 'aliyun cbn OpenTransitRouterService' }],
  })
}

function roleCheck({ serviceRole }: CenPreflightFacts, context: CheckContext): PreflightCheck {
  if (serviceRole.state === 'unreadable') return unreadable(ROLE, serviceRole, context.fixFor)
  if (serviceRole.state === 'read') return passed(ROLE, `${FLOW_LOG_SERVICE_ROLE} is there.`)
  const fix = context.fixFor('ram:CreateServiceLinkedRole')
  return warned(ROLE, `${FLOW_LOG_SERVICE_ROLE} is not there yet; CEN makes it with the first flow log.`, {
    remedy:
      'Weir’s role must be allowed to have it made. Without that CEN answers NoPermission.AliyunServiceRoleForTRFlowLog.',
    fixes: [
      {
        label: 'Or make it beforehand',
        kind: 'command',
        text: 'aliyun resourcemanager CreateServiceLinkedRole --ServiceName flowlog.cen.aliyuncs.com',
      },
      ...(fix === null ? [] : [fix]),
    ],
  })
}

function destinationChecks(
  spec: CenFlowLogSpec,
  { project, logStore, index }: CenPreflightFacts,
  context: CheckContext,
): readonly PreflightCheck[] {
  const { region } = context.scope
  if (project.state === 'unreadable') return [unreadable(PROJECT, project, context.fixFor)]
  if (project.state === 'absent') {
    return [
      // Names are global, and no call tells whether somebody else has it.
      unknown(PROJECT, `${spec.projectName} is not there yet; CEN makes it if nobody else in the world has the name.`, {
        vendorCode: project.vendorCode,
        remedy: 'Make it beforehand to be certain.',
        fixes: [
          {
            label: 'Create the project',
            kind: 'command',
            text: `aliyun sls CreateProject --region ${region} --body '${JSON.stringify({ projectName: spec.projectName, description: 'flow logs' })}'`,
          },
        ],
      }),
    ]
  }
  if (project.value.region !== '' && project.value.region !== region) {
    return [
      failed(PROJECT, `${spec.projectName} is in ${project.value.region}; it must be in ${region}.`, {
        blocks: true,
        remedy: 'Write {region} in the name of the project: names are global.',
      }),
    ]
  }
  const present =
    project.value.status === 'Normal' || project.value.status === ''
      ? passed(PROJECT, `${spec.projectName} is there, in ${region}.`)
      : failed(PROJECT, `${spec.projectName} is ${project.value.status}.`, {
          remedy: 'Check the billing of the account.',
        })
  return [present, logStoreCheck(spec, logStore, context), ...indexChecks(spec, logStore, index, context)]
}

function logStoreCheck(
  { logStoreName, projectName }: CenFlowLogSpec,
  logStore: CenPreflightFacts['logStore'],
  context: CheckContext,
): PreflightCheck {
  if (logStore.state === 'unreadable') return unreadable(LOG_STORE, logStore, context.fixFor)
  if (logStore.state === 'read') return passed(LOG_STORE, `${logStoreName} is there.`)
  return warned(LOG_STORE, `${logStoreName} is not there yet; CEN makes it, with a retention that is not documented.`, {
    remedy: 'Make it beforehand to choose how long records are kept.',
    fixes: [
      {
        label: 'Create the Logstore',
        kind: 'command',
        text: `aliyun sls CreateLogStore --project ${projectName} --body '${JSON.stringify({ logstoreName: logStoreName, ttl: 90, shardCount: 2 })}'`,
      },
    ],
  })
}

function indexChecks(
  { logStoreName }: CenFlowLogSpec,
  logStore: CenPreflightFacts['logStore'],
  index: CenPreflightFacts['index'],
  context: CheckContext,
): readonly PreflightCheck[] {
  if (logStore.state !== 'read') return []
  if (index.state === 'unreadable') return [unreadable(INDEX, index, context.fixFor)]
  if (index.state === 'read') return [passed(INDEX, 'Its records can be searched.')]
  return [
    warned(INDEX, `${logStoreName} has no index: records arrive, and nobody can search them.`, {
      vendorCode: index.vendorCode,
      remedy: 'Create an index in the SLS console; Weir needs it to read records.',
    }),
  ]
}

function names(targets: readonly PreflightTarget[]): string {
  const shown = targets.slice(0, 5).map(({ name, externalId }) => name ?? externalId)
  return targets.length > shown.length
    ? `${shown.join(', ')} and ${targets.length - shown.length} more`
    : shown.join(', ')
}
