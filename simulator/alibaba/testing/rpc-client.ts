import * as dara from '@darabonba/typescript'
import * as openapi from '@alicloud/openapi-core'
import { parse } from 'lossless-json'
import { BASE_IDENTITY } from '../identities'
import { CBN_VERSION } from '../operations/operation'

/** Keys to sign with. */
export interface RpcKeys {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string
}

/** What a failed call of the vendor's client throws. */
export interface RpcFailure {
  readonly name: string
  readonly code: string | undefined
  readonly statusCode: number | undefined
  readonly message: string
  readonly data: Record<string, unknown> | undefined
  readonly accessDeniedDetail: Record<string, unknown> | undefined
}

/** A call through the vendor's own client; the answer is parsed without losing digits (every number a LosslessNumber). */
export type RpcCall = (
  action: string,
  query?: Record<string, unknown>,
  options?: { readonly version?: string; readonly method?: 'POST' | 'GET'; readonly body?: Record<string, unknown> },
) => Promise<Record<string, unknown>>

// The package is CommonJS: natively imported the class is the default of the default, bundled it is the default itself.
const imported = openapi.default as unknown as typeof openapi.default & { readonly default?: typeof openapi.default }
const Client = imported.default ?? imported

/** The vendor's base client against a simulator. */
export function createRpcCall(
  url: string,
  keys: RpcKeys = BASE_IDENTITY,
  options: { readonly signatureAlgorithm?: 'v2'; readonly readTimeoutMs?: number } = {},
): RpcCall {
  const timeoutMs = options.readTimeoutMs ?? 5_000
  const client = new Client(
    new openapi.$OpenApiUtil.Config({
      accessKeyId: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      ...(keys.securityToken === undefined ? {} : { securityToken: keys.securityToken }),
      endpoint: url.replace('http://', ''),
      protocol: 'http',
      readTimeout: timeoutMs,
      connectTimeout: timeoutMs,
      ...(options.signatureAlgorithm === undefined ? {} : { signatureAlgorithm: options.signatureAlgorithm }),
    }),
  )
  return async (action, query = {}, call = {}) => {
    const params = new openapi.$OpenApiUtil.Params({
      action,
      version: call.version ?? CBN_VERSION,
      protocol: 'HTTPS',
      pathname: '/',
      method: call.method ?? 'POST',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'string',
    })
    const request = new openapi.$OpenApiUtil.OpenApiRequest({
      query: openapi.OpenApiUtil.query(query),
      ...(call.body === undefined ? {} : { body: openapi.OpenApiUtil.query(call.body) }),
    })
    const answer = (await client.callApi(params, request, new dara.RuntimeOptions({}))) as { body: string }
    return parse(answer.body) as Record<string, unknown>
  }
}

/** The failure of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<RpcFailure> {
  try {
    await call
  } catch (error) {
    return error as RpcFailure
  }
  throw new Error('the call succeeded')
}
