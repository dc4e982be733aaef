import type { EC2Client } from '@aws-sdk/client-ec2'
import {
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewaysCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2'
import type { Resource } from '../../domain/resource'
import { GLOBAL_REGION } from '../../domain/scope'
import type { CallContext, Discovery, DiscoverOptions, RegionState } from '../provider'
import { AWS_EC2_CAPABILITIES } from './capabilities'
import type { AwsClients, SendOptions } from './client'
import { listAll } from './paging'
import {
  attachmentResource,
  interfaceResource,
  natGatewayResource,
  subnetResource,
  transitGatewayResource,
  vpcResource,
} from './translate-resources'

/** The most rows a page may hold. Source: EC2 API Reference, DescribeVpcs and its like: MaxResults 5 to 1000. */
const PAGE = 1000

interface Page {
  readonly MaxResults: number
  readonly NextToken?: string
}

/** All resources of a scope. The global scope knows only which regions the account has enabled. */
export async function discover(
  clients: AwsClients,
  context: CallContext,
  options: DiscoverOptions,
): Promise<Discovery> {
  if (context.scope.region === GLOBAL_REGION) {
    return { resources: [], coveredTypes: [], regions: await listRegions(clients, context) }
  }
  const { scope } = context

  async function list<Item, Output extends { readonly $metadata: object; readonly NextToken?: string | undefined }>(
    operation: string,
    send: (client: EC2Client, page: Page, options: SendOptions) => Promise<Output>,
    itemsOf: (output: Output) => readonly Item[] | undefined,
    translate: (item: Item, scope: CallContext['scope']) => Resource | null,
  ): Promise<readonly Resource[]> {
    const items = await listAll(operation, async (token) => {
      const page: Page = { MaxResults: PAGE, ...(token === null ? {} : { NextToken: token }) }
      const { output } = await clients.ec2(context, {
        operation,
        send: (client, sending) => send(client, page, sending),
      })
      return { items: itemsOf(output), nextToken: output.NextToken ?? null }
    })
    return items.map((item) => translate(item, scope)).filter((resource) => resource !== null)
  }

  const resources = [
    ...(await list(
      'DescribeVpcs',
      (client, page, sending) => client.send(new DescribeVpcsCommand(page), sending),
      (output) => output.Vpcs,
      vpcResource,
    )),
    ...(await list(
      'DescribeSubnets',
      (client, page, sending) => client.send(new DescribeSubnetsCommand(page), sending),
      (output) => output.Subnets,
      subnetResource,
    )),
    ...(options.includeInterfaces
      ? await list(
          'DescribeNetworkInterfaces',
          (client, page, sending) => client.send(new DescribeNetworkInterfacesCommand(page), sending),
          (output) => output.NetworkInterfaces,
          interfaceResource,
        )
      : []),
    ...(await list(
      'DescribeTransitGateways',
      (client, page, sending) => client.send(new DescribeTransitGatewaysCommand(page), sending),
      (output) => output.TransitGateways,
      transitGatewayResource,
    )),
    ...(await list(
      'DescribeTransitGatewayAttachments',
      (client, page, sending) => client.send(new DescribeTransitGatewayAttachmentsCommand(page), sending),
      (output) => output.TransitGatewayAttachments,
      attachmentResource,
    )),
    // There is no server-side filter for regional ones.
    ...(await list(
      'DescribeNatGateways',
      (client, page, sending) => client.send(new DescribeNatGatewaysCommand(page), sending),
      (output) => output.NatGateways,
      natGatewayResource,
    )),
  ]
  return {
    resources,
    coveredTypes: AWS_EC2_CAPABILITIES.discoveredTypes.filter(
      (type) => options.includeInterfaces || type !== 'NetworkInterface',
    ),
    regions: [],
  }
}

/** Source: EC2 API Reference, DescribeRegions: not paged; `not-opted-in` is a region the account has not enabled. */
async function listRegions(clients: AwsClients, context: CallContext): Promise<readonly RegionState[]> {
  const operation = 'DescribeRegions'
  const regions = await listAll(operation, async () => {
    const { output } = await clients.ec2(context, {
      operation,
      send: (client, options) => client.send(new DescribeRegionsCommand({ AllRegions: true }), options),
    })
    return { items: output.Regions, nextToken: null }
  })
  return regions.flatMap(({ RegionName, OptInStatus }) =>
    RegionName === undefined ? [] : [{ region: RegionName, isEnabled: OptInStatus !== 'not-opted-in' }],
  )
}
