import { z } from 'zod'
import { parseBody } from '../core/admin-body'
import { AdminRefusal, type AdminRequest, type AdminRoute } from '../core/admin-route'
import { AWS_ERRORS } from './errors'
import type { AwsTruth } from './truth'
import { newResourceSchema, resourceFrom } from './admin-resources'
import { RESOURCE_TYPES } from './world-types'

const accountId = z.string().regex(/^\d{12}$/, 'twelve digits')
const tag = z.strictObject({ key: z.string(), value: z.string() })

const bucketSchema = z.strictObject({
  accountId,
  region: z.string(),
  delivery: z.enum(['allowed', 'denied', 'undeliverable', 'policy-full']).default('allowed'),
  allowedAccounts: z.array(accountId).nullable().default(null),
  encryption: z.enum(['none', 'key', 'key-closed']).default('none'),
})
const logGroupSchema = z.strictObject({
  accountId,
  region: z.string(),
  name: z.string().min(1),
  isThrottled: z.boolean().default(false),
})
const roleSchema = z.strictObject({
  accountId,
  name: z.string().min(1),
  trustedServices: z.array(z.string()).default([]),
  trustedPrincipals: z.array(z.string()).default([]),
  externalId: z.string().nullable().default(null),
  maxSessionSeconds: z.number().int().min(3600).max(43_200).default(3600),
  allowedActions: z.array(z.string()).nullable().default(null),
})
const streamSchema = z.strictObject({
  accountId,
  region: z.string(),
  name: z.string().min(1),
  tags: z.array(tag).default([]),
  source: z.enum(['DirectPut', 'KinesisStreamAsSource']).default('DirectPut'),
})
const plantedSchema = z.strictObject({
  accountId,
  region: z.string(),
  resourceId: z.string(),
  resourceType: z.enum(RESOURCE_TYPES),
  destinationType: z.enum(['cloud-watch-logs', 's3', 'kinesis-data-firehose']),
  logDestination: z.string().nullable().default(null),
  logGroupName: z.string().nullable().default(null),
  permissionArn: z.string().nullable().default(null),
  tags: z.array(tag).default([]),
  forcedError: z.string().nullable().default(null),
})

/** The admin routes of the AWS world: the truth for assertions, and ways to mend and to break it. */
export function awsAdminRoutes(truth: AwsTruth): readonly AdminRoute[] {
  return [
    {
      method: 'GET',
      path: '/_sim/aws/errors',
      summary: 'Every error code of the simulated AWS, and whether a rule or only a fault makes it appear.',
      handle: () => ({ body: { errors: AWS_ERRORS } }),
    },
    {
      method: 'GET',
      path: '/_sim/world/aws/flow-logs',
      summary: 'The flow logs as they really are: ?account= &region= &resource= &deleted=true|false.',
      handle: ({ query }) => ({
        body: {
          flowLogs: truth.flowLogs({
            account: query.get('account') ?? undefined,
            region: query.get('region') ?? undefined,
            resource: query.get('resource') ?? undefined,
            deleted: readFlag(query, 'deleted'),
          }),
        },
      }),
    },
    {
      method: 'POST',
      path: '/_sim/world/aws/flow-logs',
      summary: 'Puts a flow log into the world as if somebody else had made it, past every rule.',
      handle: ({ body }) => ({ status: 201, body: truth.plantFlowLog(parseBody(plantedSchema, body)) }),
    },
    {
      method: 'DELETE',
      path: '/_sim/world/aws/flow-logs/:id',
      summary: 'Deletes a flow log behind everybody’s back.',
      handle: ({ params }) => done(truth.removeFlowLog(params['id'] ?? '')),
    },
    {
      method: 'GET',
      path: '/_sim/world/aws/resources',
      summary: 'The network resources: ?account= &region=.',
      handle: ({ query }) => ({
        body: {
          resources: truth.resources({
            account: query.get('account') ?? undefined,
            region: query.get('region') ?? undefined,
          }),
        },
      }),
    },
    {
      method: 'POST',
      path: '/_sim/world/aws/resources',
      summary: 'Adds a network resource: {kind, ownerId, region, …}; the answer tells its id.',
      handle: ({ body }) => {
        const resource = resourceFrom(parseBody(newResourceSchema, body), truth.world)
        if (truth.world.resources.get(resource.id)) throw new AdminRefusal(409, `${resource.id} exists already.`)
        truth.addResource(resource)
        return { status: 201, body: resource }
      },
    },
    {
      method: 'DELETE',
      path: '/_sim/world/aws/resources/:id',
      summary: 'Deletes a network resource, and with it the flow logs on it.',
      handle: ({ params }) => done(truth.removeResource(params['id'] ?? '')),
    },
    {
      method: 'GET',
      path: '/_sim/world/aws/destinations',
      summary: 'Buckets, log groups, delivery streams and roles.',
      handle: () => ({
        body: {
          buckets: [...truth.world.buckets.values()],
          logGroups: [...truth.world.logGroups.values()],
          streams: [...truth.world.streams.values()],
          roles: [...truth.world.roles.values()],
        },
      }),
    },
    {
      method: 'PUT',
      path: '/_sim/world/aws/buckets/:name',
      summary: 'Makes or changes a bucket: {accountId, region, delivery, allowedAccounts, encryption}.',
      handle: ({ params, body }) => {
        truth.putBucket({ name: params['name'] ?? '', ...parseBody(bucketSchema, body) })
        return done(true)
      },
    },
    {
      method: 'DELETE',
      path: '/_sim/world/aws/buckets/:name',
      summary: 'Deletes a bucket.',
      handle: ({ params }) => done(truth.removeBucket(params['name'] ?? '')),
    },
    {
      method: 'PUT',
      path: '/_sim/world/aws/log-groups',
      summary: 'Makes or changes a log group: {accountId, region, name, isThrottled}.',
      handle: ({ body }) => {
        truth.putLogGroup(parseBody(logGroupSchema, body))
        return done(true)
      },
    },
    {
      method: 'DELETE',
      path: '/_sim/world/aws/log-groups',
      summary: 'Deletes a log group: ?account= &region= &name=.',
      handle: (request) => done(truth.removeLogGroup(...named(request))),
    },
    {
      method: 'PUT',
      path: '/_sim/world/aws/roles',
      summary:
        'Makes or changes an IAM role: {accountId, name, trustedServices, trustedPrincipals, externalId, allowedActions}.',
      handle: ({ body }) => {
        truth.putRole(parseBody(roleSchema, body))
        return done(true)
      },
    },
    {
      method: 'DELETE',
      path: '/_sim/world/aws/roles',
      summary: 'Deletes an IAM role: ?account= &name=.',
      handle: ({ query }) => done(truth.removeRole(query.get('account') ?? '', query.get('name') ?? '')),
    },
    {
      method: 'PUT',
      path: '/_sim/world/aws/streams',
      summary: 'Makes or changes a delivery stream: {accountId, region, name, tags}.',
      handle: ({ body }) => {
        truth.putStream(parseBody(streamSchema, body))
        return done(true)
      },
    },
    {
      method: 'DELETE',
      path: '/_sim/world/aws/streams',
      summary: 'Deletes a delivery stream: ?account= &region= &name=.',
      handle: (request) => done(truth.removeStream(...named(request))),
    },
    {
      method: 'PUT',
      path: '/_sim/world/aws/accounts/:id/opted-in-regions',
      summary: 'Sets which opt-in regions an account has enabled: {regions: […]}.',
      handle: ({ params, body }) => {
        const { regions } = parseBody(z.strictObject({ regions: z.array(z.string()) }), body)
        return done(truth.setOptedInRegions(params['id'] ?? '', regions))
      },
    },
  ]
}

function named({ query }: AdminRequest): [string, string, string] {
  return [query.get('account') ?? '', query.get('region') ?? '', query.get('name') ?? '']
}

function readFlag(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name)
  return text === null ? undefined : text === 'true'
}

function done(wasThere: boolean): { readonly body: unknown } {
  if (!wasThere) throw new AdminRefusal(404, 'There is no such thing in this world.')
  return { body: { done: true } }
}
