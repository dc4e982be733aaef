import * as openapi from '@alicloud/openapi-core'
import * as dara from '@darabonba/typescript'

/** The vendor's base client class. */
type OpenApiClient = InstanceType<typeof openapi.default>

// The package is CommonJS: natively imported the class is the default of the default, bundled it is the default itself.
const imported = openapi.default as typeof openapi.default & { readonly default?: typeof openapi.default }
const OpenApiClientClass = imported.default ?? imported

/** Keys that sign a request; the token belongs to a session and is absent for long-lived keys. */
export interface AccessKeys {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string | null
}

/** A call in the RPC style, as every generated client of the vendor makes it. */
export interface RpcRequest {
  readonly action: string
  readonly version: string
  readonly query: Readonly<Record<string, unknown>>
  readonly timeoutMs: number
}

/** How many clients are kept: sessions change hourly, so old ones must not pile up. */
const MAX_CLIENTS = 256

const clients = new Map<string, OpenApiClient>()

/**
 * Sends one request and gives the body as text, so that numbers keep all their digits. Never retries: the vendor's
 * runtime does nothing of the kind unless told to. Throws what that runtime throws.
 */
export async function sendRpc(endpoint: string, keys: AccessKeys, request: RpcRequest): Promise<string> {
  const params = new openapi.$OpenApiUtil.Params({
    action: request.action,
    version: request.version,
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'string',
  })
  const runtime = new dara.RuntimeOptions({
    readTimeout: request.timeoutMs,
    // Applied to idle sockets too: below the read timeout it would end calls that are merely slow.
    connectTimeout: request.timeoutMs,
  })
  const openApiRequest = new openapi.$OpenApiUtil.OpenApiRequest({ query: openapi.OpenApiUtil.query(request.query) })
  const answer = (await clientFor(endpoint, keys).callApi(params, openApiRequest, runtime)) as {
    readonly body?: string
  }
  return answer.body ?? ''
}

function clientFor(endpoint: string, keys: AccessKeys): OpenApiClient {
  const cacheKey = [endpoint, keys.accessKeyId, keys.securityToken ?? ''].join('\n')
  const known = clients.get(cacheKey)
  if (known !== undefined) return known
  const { protocol, host } = new URL(endpoint)
  const client = new OpenApiClientClass(
    new openapi.$OpenApiUtil.Config({
      accessKeyId: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      ...(keys.securityToken === null ? {} : { securityToken: keys.securityToken }),
      endpoint: host,
      protocol: protocol.replace(':', ''),
    }),
  )
  clients.set(cacheKey, client)
  const oldest = clients.keys().next()
  if (clients.size > MAX_CLIENTS && oldest.done !== true) clients.delete(oldest.value)
  return client
}
