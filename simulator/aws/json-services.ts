import { FIREHOSE_SERVICE } from './firehose/firehose-service'
import type { JsonService } from './json-service'
import { KMS_SERVICE } from './kms/kms-service'
import { LOGS_SERVICE } from './logs/logs-service'
import { ORGANIZATIONS_SERVICE } from './organizations/organizations-service'

/** Every JSON service there is. A further one is a line here. */
const JSON_SERVICES: readonly JsonService[] = [LOGS_SERVICE, KMS_SERVICE, FIREHOSE_SERVICE, ORGANIZATIONS_SERVICE]

/** The service that a signature and a target are for; undefined when it is none of these. */
export function jsonServiceOf(service: string, target: string | undefined): JsonService | undefined {
  return target === undefined ? undefined : JSON_SERVICES.find((candidate) => candidate.service === service)
}
