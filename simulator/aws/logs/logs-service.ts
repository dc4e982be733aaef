import type { JsonService } from '../json-service'
import { filterLogEvents, getLogEvents } from './log-events'
import { describeLogGroups, describeLogStreams } from './log-groups'

/** CloudWatch Logs, as far as flow logs are read back through it. */
export const LOGS_SERVICE: JsonService = {
  service: 'logs',
  target: 'Logs_20140328',
  invalidCode: 'InvalidParameterException',
  deniedCode: 'AccessDeniedException',
  throttledCode: 'ThrottlingException',
  operations: {
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    GetLogEvents: getLogEvents,
    FilterLogEvents: filterLogEvents,
  },
}
