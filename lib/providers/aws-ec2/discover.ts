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
import type { Resource, ResourceType } from '../../domain/resource'
import { GLOBAL_REGION } from '../../domain/scope'
import { FailedListings } from '../failed-listings'
import type { CallContext, Discovery, DiscoverOptions, RegionState } from '../provider'
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

/** Empty: everything at once. */
interface Page {
  readonly MaxResults?: number
  readonly NextToken?: string
}

/** One listing of a look: the types it tells of. */
interface Listing {
  readonly type: ResourceType
  readonly run: () => Promise<readonly Resource[]>
}

/**
 * The resources of a scope. The global scope knows only which regions the account has enabled. Every type has a listing
 * of its own: one that is refused leaves its type uncovered and the others as they are.
 */
export async function discover(
  clients: AwsClients,
  context: CallContext,
  options: DiscoverOptions,
): Promise<Discovery> {
  if (context.scope.region === GLOBAL_REGION) {
    return { resources: [], coveredTypes: [], failures: [], regions: await listRegions(clients, context) }
  }
  const { scope } = context

  async function list<Item, Output extends { readonly $metadata: object; readonly NextToken?: string | undefined }>(
    operation: string,
    send: (client: EC2Client, page: Page, options: SendOptions) => Promise<Output>,
    itemsOf: (output: Output) => readonly Item[] | undefined,
    translate: (item: Item, scope: CallContext['scope']) => Resource | null,
  ): Promise<readonly Resource[]> {
    const fetch = async (page: Page) => {
      const { output } = await clients.ec2(context, {
        operation,
        send: (client, sending) => send(client, page, sending),
      })
      return { items: itemsOf(output), nextToken: output.NextToken ?? null }
    }
    const items = await listAll(
      operation,
      (token) => fetch({ MaxResults: PAGE, ...(token === null ? {} : { NextToken: token }) }),
      clients.unpagedFallback(context, () => fetch({})),
    )
    return items.map((item) => translate(item, scope)).filter((resource) => resource !== null)
  }

  const listings: readonly Listing[] = [
    {
      type: 'VPC',
      run: () =>
        list(
          'DescribeVpcs',
          (client, page, sending) => client.send(new DescribeVpcsCommand(page), sending),
          (output) => output.Vpcs,
          vpcResource,
        ),
    },
    {
      type: 'Subnet',
      run: () =>
        list(
          'DescribeSubnets',
          (client, page, sending) => client.send(new DescribeSubnetsCommand(page), sending),
          (output) => output.Subnets,
          subnetResource,
        ),
    },
    {
      type: 'NetworkInterface',
      run: () =>
        list(
          'DescribeNetworkInterfaces',
          (client, page, sending) => client.send(new DescribeNetworkInterfacesCommand(page), sending),
          (output) => output.NetworkInterfaces,
          interfaceResource,
        ),
    },
    {
      type: 'TransitGateway',
      run: () =>
        list(
          'DescribeTransitGateways',
          (client, page, sending) => client.send(new DescribeTransitGatewaysCommand(page), sending),
          (output) => output.TransitGateways,
          transitGatewayResource,
        ),
    },
    {
      type: 'TransitGatewayAttachment',
      run: () =>
        list(
          'DescribeTransitGatewayAttachments',
          (client, page, sending) => client.send(new DescribeTransitGatewayAttachmentsCommand(page), sending),
          (output) => output.TransitGatewayAttachments,
          attachmentResource,
        ),
    },
    {
      // There is no server-side filter for regional ones.
      type: 'RegionalNatGateway',
      run: () =>
        list(
          'DescribeNatGateways',
          (client, page, sending) => client.send(new DescribeNatGatewaysCommand(page), sending),
          (output) => output.NatGateways,
          natGatewayResource,
        ),
    },
  ]
  return await runListings(
    listings.filter(({ type }) => options.includeInterfaces || type !== 'NetworkInterface'),
    context.signal,
  )
}

async function runListings(listings: readonly Listing[], signal: AbortSignal): Promise<Discovery> {
  const resources: Resource[] = []
  const coveredTypes: ResourceType[] = []
  const failures = new FailedListings(signal)
  for (const { type, run } of listings) {
    const found = await failures.unless([type], run)
    if (found === null) continue
    resources.push(...found)
    coveredTypes.push(type)
  }
  return { resources, coveredTypes, failures: failures.orThrow(coveredTypes.length === 0), regions: [] }
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
