import {
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewaysCommand,
  DescribeVpcsCommand,
  paginateDescribeNetworkInterfaces,
  type EC2Client,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_MEMBER_ACCOUNT } from '../demo/test-world'
import { assumeMember, HUB, refusalOf, startAwsHarness, type AwsHarness } from './testing/harness'

let aws: AwsHarness
let member: EC2Client
beforeAll(async () => {
  aws = await startAwsHarness()
  member = aws.ec2With({ credentials: await assumeMember(aws) })
})
afterAll(() => aws.close())

describe('discovery', () => {
  it('lists the networks of an account with everything a control plane keeps', async () => {
    const { Vpcs } = await aws.ec2.send(new DescribeVpcsCommand({}))
    expect(Vpcs).toHaveLength(4)
    expect(Vpcs?.[0]).toMatchObject({
      VpcId: aws.ids('vpc')[0],
      OwnerId: HUB,
      State: 'available',
      CidrBlock: '10.0.0.0/16',
      IsDefault: false,
      Tags: [
        { Key: 'Name', Value: 'network-0' },
        { Key: 'env', Value: 'prod' },
      ],
    })
    const { Subnets } = await aws.ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [Vpcs![0]!.VpcId!] }] }),
    )
    expect(Subnets).toHaveLength(2)
    expect(Subnets?.[1]).toMatchObject({ AvailabilityZone: 'eu-west-1b', AvailabilityZoneId: 'euw1-az2', OwnerId: HUB })
    expect(Subnets?.[1]?.SubnetArn).toBe(`arn:aws:ec2:eu-west-1:${HUB}:subnet/${Subnets?.[1]?.SubnetId ?? ''}`)
  })

  it('shows a participant what is shared with it, under its owner and without its tags', async () => {
    const { Vpcs } = await member.send(new DescribeVpcsCommand({}))
    const shared = Vpcs?.filter((vpc) => vpc.OwnerId !== TEST_MEMBER_ACCOUNT)
    expect(shared).toMatchObject([{ OwnerId: HUB, Tags: [] }])
    expect(Vpcs).toHaveLength(5)
    const { NetworkInterfaces } = await member.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'vpc-id', Values: [shared![0]!.VpcId!] }] }),
    )
    expect(NetworkInterfaces?.map((one) => one.OwnerId)).toEqual([TEST_MEMBER_ACCOUNT, TEST_MEMBER_ACCOUNT])
    const byTag = await member.send(
      new DescribeVpcsCommand({
        Filters: [
          { Name: 'tag:Name', Values: ['network-3'] },
          { Name: 'owner-id', Values: [HUB] },
        ],
      }),
    )
    expect(byTag.Vpcs).toEqual([])
  })

  it('pages through interfaces and keeps types, attachments and states', async () => {
    const seen: string[] = []
    for await (const page of paginateDescribeNetworkInterfaces({ client: aws.ec2, pageSize: 5 }, {})) {
      expect(page.NetworkInterfaces!.length).toBeLessThanOrEqual(5)
      seen.push(...page.NetworkInterfaces!.map((one) => one.NetworkInterfaceId!))
    }
    expect(seen).toEqual(aws.ids('network-interface'))
    const { NetworkInterfaces } = await aws.ec2.send(
      new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [seen[0]!] }),
    )
    expect(NetworkInterfaces?.[0]).toMatchObject({
      InterfaceType: 'interface',
      RequesterManaged: false,
      Status: 'in-use',
    })
    expect(NetworkInterfaces?.[0]?.Attachment?.InstanceId).toMatch(/^i-[0-9a-f]{17}$/)
    expect(NetworkInterfaces?.[0]?.TagSet).toEqual([{ Key: 'env', Value: 'prod' }])
  })

  it('lists transit gateways, attachments and NAT gateways of both modes', async () => {
    const { TransitGateways } = await aws.ec2.send(new DescribeTransitGatewaysCommand({}))
    expect(TransitGateways).toMatchObject([{ OwnerId: HUB, State: 'available', Description: 'Hub' }])
    const gatewayId = TransitGateways![0]!.TransitGatewayId!
    const byId = await aws.ec2.send(new DescribeTransitGatewaysCommand({ TransitGatewayIds: [gatewayId] }))
    expect(byId.TransitGateways).toHaveLength(1)
    const { TransitGatewayAttachments } = await aws.ec2.send(
      new DescribeTransitGatewayAttachmentsCommand({ Filters: [{ Name: 'transit-gateway-id', Values: [gatewayId] }] }),
    )
    expect(TransitGatewayAttachments).toHaveLength(3)
    expect(TransitGatewayAttachments?.[0]).toMatchObject({
      TransitGatewayOwnerId: HUB,
      ResourceOwnerId: HUB,
      ResourceType: 'vpc',
      ResourceId: aws.ids('vpc')[0],
      State: 'available',
    })
    const { NatGateways } = await aws.ec2.send(new DescribeNatGatewaysCommand({}))
    expect(NatGateways?.map((nat) => [nat.AvailabilityMode, nat.SubnetId === undefined])).toEqual([
      ['regional', true],
      ['zonal', false],
    ])
  })

  it('says which regions an account has, and which it would have to enable', async () => {
    const ordinary = await aws.ec2.send(new DescribeRegionsCommand({}))
    expect(ordinary.Regions?.every((region) => region.OptInStatus === 'opt-in-not-required')).toBe(true)
    const all = await aws.ec2.send(new DescribeRegionsCommand({ AllRegions: true }))
    const status = (name: string) => all.Regions?.find((region) => region.RegionName === name)?.OptInStatus
    expect(status('me-central-1')).toBe('not-opted-in')
    aws.truth.setOptedInRegions(HUB, ['me-central-1'])
    const filtered = await aws.ec2.send(
      new DescribeRegionsCommand({ Filters: [{ Name: 'opt-in-status', Values: ['opted-in'] }] }),
    )
    expect(filtered.Regions?.map((region) => region.RegionName)).toEqual(['me-central-1'])
    aws.truth.setOptedInRegions(HUB, [])
    expect((await refusalOf(aws.ec2.send(new DescribeRegionsCommand({ RegionNames: ['mars-1'] })))).code).toBe(
      'InvalidParameterValue',
    )
  })

  it('refuses calls in a region that is not enabled as if it did not know the credentials', async () => {
    const refusal = await refusalOf(aws.ec2With({ region: 'me-central-1' }).send(new DescribeVpcsCommand({})))
    expect(refusal).toMatchObject({ code: 'AuthFailure', status: 401 })
  })

  it('keeps accounts and regions apart', async () => {
    const { Vpcs } = await aws.ec2With({ region: 'us-east-1' }).send(new DescribeVpcsCommand({}))
    expect(Vpcs).toHaveLength(4)
    expect(Vpcs?.some((vpc) => aws.ids('vpc').includes(vpc.VpcId!))).toBe(false)
    const elsewhere = await aws.ec2With({ region: 'ap-south-1' }).send(new DescribeVpcsCommand({}))
    expect(elsewhere.Vpcs).toEqual([])
  })
})
