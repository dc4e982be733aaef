import type { Resource, ResourceLinks, ResourceType } from '../../lib/domain/resource'
import type { ScopeRef } from '../../lib/domain/scope'
import { GLOBAL_REGION } from '../../lib/domain/scope'

/** The scope the fake worlds below live in. */
export const AWS_SCOPE: ScopeRef = {
  provider: 'aws-ec2',
  partition: 'aws',
  accountId: '111122223333',
  region: 'eu-west-1',
}

export const CEN_SCOPE: ScopeRef = {
  provider: 'alibaba-cen',
  partition: 'alibaba',
  accountId: '1234567890123456',
  region: 'cn-hangzhou',
}

/** A settled, owned resource of the given type; links and the rest as a test needs them. */
export function aResource(
  scope: ScopeRef,
  type: ResourceType,
  externalId: string,
  links: ResourceLinks = {},
  rest: Partial<Omit<Resource, 'key' | 'links' | 'externalId'>> = {},
): Resource {
  const isCenAttachment = type === 'TransitRouterAttachment'
  return {
    key: { scope, type, localKey: isCenAttachment ? `${String(links.transitRouter)}/${externalId}` : externalId },
    externalId,
    ownerAccountId: scope.accountId,
    name: `${type} ${externalId.slice(-4)}`,
    tags: { env: 'test' },
    state: scope.provider === 'aws-ec2' ? 'available' : 'Active',
    isSettled: true,
    notCoverable: null,
    attachmentKind: null,
    links,
    attributes: {},
    ...rest,
  }
}

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${(index + 1).toString(16).padStart(17, '0')}`)

/** One region of AWS: VPCs without flow logs, and one of every other type. */
export function awsResources(scope: ScopeRef = AWS_SCOPE, vpcCount = 40): readonly Resource[] {
  const vpcs = numbered('vpc-', vpcCount).map((id) => aResource(scope, 'VPC', id))
  const vpc = vpcs[0]?.externalId ?? 'vpc-0'
  return [
    ...vpcs,
    aResource(scope, 'Subnet', 'subnet-00000000000000001', { vpc }),
    aResource(scope, 'NetworkInterface', 'eni-00000000000000001', { vpc, subnet: 'subnet-00000000000000001' }),
    aResource(scope, 'RegionalNatGateway', 'nat-00000000000000001', { vpc }),
    aResource(scope, 'TransitGateway', 'tgw-00000000000000001'),
    aResource(scope, 'TransitGatewayAttachment', 'tgw-attach-00000000000000001', {
      transitGateway: 'tgw-00000000000000001',
      attached: vpc,
    }),
  ]
}

/** One CEN with Enterprise routers of one region, each with attachments, and a Basic Edition router. */
export function cenResources(
  scope: ScopeRef = CEN_SCOPE,
  routerCount = 6,
  attachmentsPerRouter = 6,
): readonly Resource[] {
  const cen = 'cen-000000000000000001'
  const routers = numbered('tr-', routerCount)
  return [
    aResource({ ...scope, region: GLOBAL_REGION }, 'CEN', cen),
    ...routers.map((id) => aResource(scope, 'TransitRouter', id, { cen })),
    aResource(scope, 'TransitRouter', 'tr-basic00000000001', { cen }, { notCoverable: 'BasicEdition' }),
    ...routers.flatMap((router) =>
      numbered(`tr-attach-${router.slice(-2)}`, attachmentsPerRouter).map((id, index) =>
        aResource(
          scope,
          'TransitRouterAttachment',
          id,
          { cen, transitRouter: router, attached: `vpc-${router.slice(-2)}${index}` },
          { attachmentKind: 'VPC', state: 'Attached' },
        ),
      ),
    ),
  ]
}
