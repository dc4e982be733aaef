import { attachmentOperations } from './attachments'
import { changeOperations } from './change-flow-log'
import { createFlowlog } from './create-flow-log'
import { describeFlowlogs } from './describe-flow-logs'
import { discoveryOperations } from './discovery'
import { listAccounts } from './list-accounts'
import type { Operation } from './operation'
import { ramOperations } from './ram'
import { stsOperations } from './sts'
import { tagOperations } from './tags'

/** Every operation that is served. Action names have the vendor's own, inconsistent case. */
export const OPERATIONS: readonly Operation[] = [
  createFlowlog,
  ...changeOperations,
  describeFlowlogs,
  ...tagOperations,
  ...discoveryOperations,
  ...attachmentOperations,
  ...stsOperations,
  ...ramOperations,
  listAccounts,
]
