import type { ProviderId } from '../domain/provider-id'
import { renderAwsCommand } from '../domain/aws/command'
import { renderCenCommand } from '../domain/cen/command'
import type { CommandTarget } from '../domain/command-request'
import { FAMILIES } from '../domain/target-family'
import type { CreateRequest } from './create-requests'
import type { NamedTarget } from './imported'

/** The command a person would type for one create call, as plans and flow logs show it. Pure. */
export function writeCommand({ spec, targets, scope }: CreateRequest): string {
  const provider = FAMILIES[spec.family].provider
  const request = {
    kind: 'create' as const,
    scope: {
      provider,
      partition: scope.partition ?? '',
      accountId: scope.accountId ?? '',
      region: scope.region ?? '',
    },
    targets: targets.map((target) => commandTarget(target, provider)),
    spec,
  }
  return spec.family === 'cen' ? renderCenCommand(request) : renderAwsCommand(request)
}

function commandTarget(target: NamedTarget, provider: ProviderId): CommandTarget {
  const { type, externalId, transitRouterId, cenId, partition, accountId, region } = target
  const isAttachment = type === 'TransitRouterAttachment'
  return {
    key: {
      scope: { provider, partition: partition ?? '', accountId: accountId ?? '', region: region ?? '' },
      type,
      localKey: isAttachment ? `${transitRouterId ?? ''}/${externalId}` : externalId,
    },
    externalId,
    links: cenId === null ? {} : { cen: cenId },
  }
}
