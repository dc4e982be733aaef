import type { NatGateway, TransitGatewayAttachment } from '@aws-sdk/client-ec2'
import { describe, expect, it } from 'vitest'
import type { ScopeRef } from '../../domain/scope'
import {
  attachmentResource,
  interfaceResource,
  natGatewayResource,
  subnetResource,
  transitGatewayResource,
  vpcResource,
} from './translate-resources'

const SCOPE: ScopeRef = { provider: 'aws-ec2', partition: 'aws', accountId: '111122223333', region: 'eu-west-1' }
const OTHER = '444455556666'

const attachment = (changes: Partial<TransitGatewayAttachment> = {}) =>
  attachmentResource(
    {
      TransitGatewayAttachmentId: 'tgw-attach-1',
      TransitGatewayId: 'tgw-1',
      TransitGatewayOwnerId: SCOPE.accountId,
      ResourceOwnerId: SCOPE.accountId,
      ResourceType: 'vpc',
      ResourceId: 'vpc-1',
      State: 'available',
      ...changes,
    },
    SCOPE,
  )

const nat = (changes: Partial<NatGateway> = {}) =>
  natGatewayResource(
    { NatGatewayId: 'nat-1', VpcId: 'vpc-1', State: 'available', AvailabilityMode: 'regional', ...changes },
    SCOPE,
  )

describe('networks', () => {
  it('a VPC has name, tags, owner and state, and what people know it by', () => {
    const vpc = {
      VpcId: 'vpc-1',
      OwnerId: SCOPE.accountId,
      State: 'available' as const,
      CidrBlock: '10.0.0.0/16',
      IsDefault: false,
      Tags: [
        { Key: 'Name', Value: 'core' },
        { Key: 'env', Value: 'prod' },
      ],
    }
    expect(vpcResource(vpc, SCOPE)).toMatchObject({
      key: { scope: SCOPE, type: 'VPC', localKey: 'vpc-1' },
      ownerAccountId: SCOPE.accountId,
      name: 'core',
      tags: { Name: 'core', env: 'prod' },
      state: 'available',
      isSettled: true,
      attributes: { CidrBlock: '10.0.0.0/16', IsDefault: false },
    })
    expect(vpcResource({ ...vpc, State: 'pending' }, SCOPE)?.isSettled).toBe(false)
    expect(vpcResource({ State: 'available' }, SCOPE)).toBeNull()
  })

  it('what is only shared with the account belongs to its owner', () => {
    expect(vpcResource({ VpcId: 'vpc-1', OwnerId: OTHER, State: 'available' }, SCOPE)?.ownerAccountId).toBe(OTHER)
    expect(subnetResource({ SubnetId: 'subnet-1', OwnerId: OTHER, VpcId: 'vpc-1' }, SCOPE)).toMatchObject({
      ownerAccountId: OTHER,
      links: { vpc: 'vpc-1' },
    })
    expect(
      transitGatewayResource({ TransitGatewayId: 'tgw-1', OwnerId: OTHER, State: 'available' }, SCOPE),
    ).toMatchObject({ ownerAccountId: OTHER })
    // A VPC attached to a gateway of another account: the gateway's owner makes its flow log.
    expect(attachment({ TransitGatewayOwnerId: OTHER })?.ownerAccountId).toBe(OTHER)
  })

  it.each([
    ['available', true],
    ['associated', true],
    ['attaching', true],
    ['in-use', true],
    ['detaching', false],
    ['brand-new', false],
  ] as const)('an interface that is %s: settled %s', (Status, isSettled) => {
    const eni = interfaceResource({ NetworkInterfaceId: 'eni-1', Status: Status as 'in-use' }, SCOPE)
    expect(eni).toMatchObject({ state: Status, isSettled })
  })

  it('an interface that AWS made for its own services is one like any other, and says so', () => {
    const eni = interfaceResource(
      {
        NetworkInterfaceId: 'eni-1',
        Status: 'in-use',
        InterfaceType: 'network_load_balancer',
        RequesterManaged: true,
        Description: 'ELB net/edge',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        TagSet: [{ Key: 'a', Value: 'b' }],
      },
      SCOPE,
    )
    expect(eni).toMatchObject({
      notCoverable: null,
      tags: { a: 'b' },
      links: { vpc: 'vpc-1', subnet: 'subnet-1' },
      attributes: { InterfaceType: 'network_load_balancer', RequesterManaged: true, Description: 'ELB net/edge' },
    })
  })
})

describe('transit gateways', () => {
  it.each([
    ['pending', false],
    ['available', true],
    ['modifying', true],
    ['deleting', false],
    ['brand-new', false],
  ] as const)('one that is %s: settled %s', (State, isSettled) => {
    const gateway = transitGatewayResource({ TransitGatewayId: 'tgw-1', State: State as 'available' }, SCOPE)
    expect(gateway).toMatchObject({ state: State, isSettled })
  })

  it('deleted ones stay listed for a while and are gone all the same', () => {
    expect(transitGatewayResource({ TransitGatewayId: 'tgw-1', State: 'deleted' }, SCOPE)).toBeNull()
    expect(attachment({ State: 'deleted' })).toBeNull()
  })

  it.each([
    ['initiating', false],
    ['initiatingRequest', false],
    ['pendingAcceptance', false],
    ['rollingBack', false],
    ['pending', false],
    ['available', true],
    ['modifying', true],
    ['deleting', false],
    ['failed', false],
    ['rejected', false],
    ['rejecting', false],
    ['failing', false],
  ] as const)('an attachment that is %s: settled %s', (State, isSettled) => {
    expect(attachment({ State })).toMatchObject({ state: State, isSettled })
  })

  it.each([
    'vpc',
    'vpn',
    'vpn-concentrator',
    'direct-connect-gateway',
    'peering',
    'tgw-peering',
    'network-function',
    'client-vpn',
    'brand-new',
  ])('an attachment of kind %s can carry a flow log', (ResourceType) => {
    expect(attachment({ ResourceType: ResourceType as 'vpc' })).toMatchObject({
      attachmentKind: ResourceType,
      notCoverable: null,
      links: { transitGateway: 'tgw-1', attached: 'vpc-1' },
    })
  })

  it('a Connect attachment is logged under the attachment that carries it', () => {
    expect(attachment({ ResourceType: 'connect' })?.notCoverable).toBe('UnsupportedKind')
  })
})

describe('NAT gateways', () => {
  it.each<readonly [string, Partial<NatGateway>, boolean]>([
    ['regional', {}, true],
    ['zonal', { AvailabilityMode: 'zonal' }, false],
    ['of no stated mode, which is zonal', { AvailabilityMode: undefined }, false],
    ['regional, but deleted', { State: 'deleted' }, false],
    ['regional, but never made', { State: 'failed' }, false],
  ])('one that is %s', (_what, changes, isTarget) => {
    expect(nat(changes) !== null).toBe(isTarget)
  })

  it('is a target once it is available, and belongs to the account that sees it', () => {
    expect(nat({ ConnectivityType: 'public', AutoProvisionZones: 'enabled', RouteTableId: 'rtb-1' })).toMatchObject({
      key: { type: 'RegionalNatGateway', localKey: 'nat-1' },
      ownerAccountId: SCOPE.accountId,
      isSettled: true,
      links: { vpc: 'vpc-1' },
      attributes: { AvailabilityMode: 'regional', AutoProvisionZones: 'enabled', RouteTableId: 'rtb-1' },
    })
    expect(nat({ State: 'pending' })?.isSettled).toBe(false)
    expect(nat({ State: 'deleting' })?.isSettled).toBe(false)
  })
})
