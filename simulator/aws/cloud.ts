import type { SimContext, SimRequest, SimResponse, SimulatedCloud, WorldAccount, WorldName } from '../core/cloud'
import type { SimRandom } from '../core/random'
import { populateWorld, worldAccounts } from '../demo/worlds'
import { awsAdminRoutes } from './admin-routes'
import { handleIam } from './iam/iam-service'
import { handleJson } from './json-service'
import { jsonServiceOf } from './json-services'
import { readClaim } from './protocol/signature'
import { handleQuery } from './query-service'
import { handleS3 } from './s3/s3-service'
import { AwsTruth } from './truth'
import { AwsWorld, type AwsWorldState } from './world'

/** The simulated AWS over one world: EC2 and STS (Query), S3 (REST), and the services that speak JSON. */
export interface AwsCloud extends SimulatedCloud {
  readonly name: 'aws'
  /** The truth behind the API, for assertions and for changing the world behind everybody's back. */
  readonly truth: AwsTruth
}

/** Creates an AWS with an empty world. */
export function createAwsCloud(context: SimContext): AwsCloud {
  let random: SimRandom = context.random.fork('aws')
  // Not repeatable on purpose: what was asked before a restart must not share an id with what is asked after it.
  const requestIds = context.random.fork(`aws-request-ids-${Date.now()}`)
  const truth = new AwsTruth(context, new AwsWorld(random))

  return {
    name: 'aws',
    truth,
    owns: (request) => {
      const { headers, path, method } = request
      if (Object.keys(headers).some((name) => name.startsWith('x-acs-') || name.startsWith('x-log-'))) return false
      if ((headers['authorization'] ?? '').startsWith('AWS4-')) return true
      const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
      return path === '/' && method === 'POST' && isForm && headers['authorization'] === undefined
    },
    handle: (request) => handle(context, truth.world, request, requestIds.uuid()),
    populate: (world: WorldName) => {
      random = context.random.fork('aws')
      truth.world = new AwsWorld(random)
      populateWorld(truth.world, world, context)
    },
    accounts: (): readonly WorldAccount[] => worldAccounts(truth.world),
    adminRoutes: awsAdminRoutes(truth),
    dump: () => truth.world.dump(),
    load: (state) => {
      truth.world = AwsWorld.restore(state as AwsWorldState, random)
    },
  }
}

/** Gives a request to the API that its signature is made for; a request without one speaks to EC2 or STS, if to anybody. */
function handle(
  context: SimContext,
  world: AwsWorld,
  request: SimRequest,
  requestId: string,
): Promise<SimResponse | { readonly lose: true }> {
  const claim = readClaim(request)
  const service = typeof claim === 'string' ? '' : claim.service
  if (service === 'iam') return handleIam(context, world, request, requestId)
  if (service === 's3') return handleS3(context, world, request, requestId)
  const jsonService = jsonServiceOf(service, request.headers['x-amz-target'])
  if (jsonService) return handleJson(jsonService, context, world, request, requestId)
  return handleQuery(context, world, request, requestId)
}
