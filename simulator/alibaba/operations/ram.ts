import { refuse } from '../errors'
import { roleArn } from '../world'
import type { Operation } from './operation'

/** The role that CEN makes in an account with its first flow log. */
const FLOW_LOG_ROLE = 'AliyunServiceRoleForTRFlowLog'

/** GetRole, as far as the service role is looked for. Source: Ram 2015-05-01 API reference, read 2026-11. */
export const ramOperations: readonly Operation[] = [
  {
    action: 'GetRole',
    version: '2015-05-01',
    permission: 'ram:GetRole',
    latency: 'read',
    bucket: 'otherRead',
    honoursClientToken: false,
    run: ({ parameters, account, world }) => {
      const roleName = parameters.text('RoleName') ?? ''
      const arn = roleArn(account.accountId, roleName)
      const isThere = roleName === FLOW_LOG_ROLE ? account.hasFlowLogServiceRole : world.roles.has(arn)
      if (!isThere) refuse('EntityNotExist.Role')
      return { Role: { RoleName: roleName, Arn: arn } }
    },
  },
]
