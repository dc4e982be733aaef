import { createHmac } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { ProviderError } from '../errors'
import type { CallContext } from '../provider'
import type { AccountCredentials } from './credentials'
import type { AccessKeys } from './openapi-core'

/** As much of Simple Log Service as preflight asks: whether a destination is there. Throws ProviderError. */
export interface LogServiceReader {
  getProject(context: CallContext, project: string): Promise<{ readonly region: string; readonly status: string }>
  getLogStore(context: CallContext, project: string, logStore: string): Promise<true>
  getIndex(context: CallContext, project: string, logStore: string): Promise<true>
}

const API_VERSION = '0.6.0'

/**
 * Three reads, signed by hand: the vendor's package of that service takes ten times the memory of all this, its project is
 * part of a host name that stand-ins cannot resolve, and a worker that reads no records never loads it.
 * Source: Simple Log Service API reference, request signatures, GetProject, GetLogStore, GetIndex (read 2026-11).
 */
export function createLogServiceReader(
  credentials: AccountCredentials,
  override: string | undefined,
): LogServiceReader {
  const read = async (context: CallContext, operation: string, project: string, path: string) => {
    const keys = await credentials.keysFor(context.account, context)
    const base = new URL(override ?? `https://${context.scope.region}.log.aliyuncs.com`)
    const answer = await exchange(context, operation, { base, host: `${project}.${base.host}`, path, keys })
    return answer
  }
  return {
    async getProject(context, project) {
      const { region, status } = await read(context, 'GetProject', project, '/')
      return { region: textOf(region), status: textOf(status) }
    },
    async getLogStore(context, project, logStore) {
      await read(context, 'GetLogStore', project, `/logstores/${logStore}`)
      return true
    },
    async getIndex(context, project, logStore) {
      await read(context, 'GetIndex', project, `/logstores/${logStore}/index`)
      return true
    },
  }
}

interface Call {
  readonly base: URL
  readonly host: string
  readonly path: string
  readonly keys: AccessKeys
}

type Answer = Readonly<Record<string, unknown>>

async function exchange(context: CallContext, operation: string, call: Call): Promise<Answer> {
  const startedAt = new Date()
  const startedMs = performance.now()
  const report = (outcome: 'ok' | 'error', requestId: string | null, vendorCode: string | null): void =>
    context.onCall({
      operation,
      startedAt,
      durationMs: Math.round(performance.now() - startedMs),
      outcome,
      requestId,
      vendorCode,
    })
  let reply: Reply
  try {
    reply = await send(call, AbortSignal.any([context.signal, AbortSignal.timeout(context.timeoutMs)]))
  } catch (error) {
    report('error', null, null)
    throw failure(operation, null, error instanceof Error ? error.message : 'no answer', null, null)
  }
  const body = parsed(reply.text)
  if (reply.status < 300) {
    report('ok', reply.requestId, null)
    return body
  }
  const code = textOf(body['errorCode']) || null
  report('error', reply.requestId, code)
  throw failure(operation, code, textOf(body['errorMessage']), reply.requestId, reply.status)
}

interface Reply {
  readonly status: number
  readonly text: string
  readonly requestId: string | null
}

function send({ base, host, path, keys }: Call, signal: AbortSignal): Promise<Reply> {
  const headers = signed({ host, path, keys, date: new Date().toUTCString() })
  const request = base.protocol === 'http:' ? requestHttp : requestHttps
  // A stand-in is one address for all projects; the project then stands in the Host header only.
  const isVendor = base.hostname.endsWith('.aliyuncs.com')
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname: isVendor ? host : base.hostname,
        port: base.port === '' ? undefined : Number(base.port),
        path,
        method: 'GET',
        headers,
        signal,
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const requestId = response.headers['x-log-requestid']
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString('utf8'),
            requestId: typeof requestId === 'string' ? requestId : null,
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

function signed(call: { host: string; path: string; keys: AccessKeys; date: string }): Record<string, string> {
  const { host, path, keys, date } = call
  const own: Record<string, string> = {
    'x-log-apiversion': API_VERSION,
    'x-log-bodyrawsize': '0',
    'x-log-signaturemethod': 'hmac-sha1',
    ...(keys.securityToken === null ? {} : { 'x-acs-security-token': keys.securityToken }),
  }
  const listed = Object.keys(own)
    .sort()
    .map((name) => `${name}:${own[name] ?? ''}`)
  const toSign = ['GET', '', '', date, ...listed, path].join('\n')
  const signature = createHmac('sha1', keys.accessKeySecret).update(toSign, 'utf8').digest('base64')
  return { host, date, ...own, authorization: `LOG ${keys.accessKeyId}:${signature}` }
}

/** Source: Simple Log Service API reference, common error codes. */
const DENIED: ReadonlySet<string> = new Set(['Unauthorized', 'SignatureNotMatch', 'InvalidAccessKeyId'])

function failure(
  operation: string,
  vendorCode: string | null,
  vendorMessage: string,
  requestId: string | null,
  status: number | null,
): ProviderError {
  const isDenied = vendorCode !== null && (DENIED.has(vendorCode) || status === 401 || status === 403)
  const isAbsent = status === 404
  return new ProviderError({
    provider: 'alibaba-cen',
    operation,
    vendorCode,
    vendorMessage: vendorMessage === '' ? null : vendorMessage.slice(0, 500),
    requestId,
    reading: {
      kind: isDenied ? 'denied' : isAbsent ? 'destinationMissing' : 'unavailable',
      reason: isDenied ? 'PermissionMissing' : isAbsent ? 'DestinationMissing' : 'NotReachable',
      cause: isDenied
        ? 'The log service refuses to answer Weir’s role.'
        : isAbsent
          ? 'The log service knows no such thing.'
          : 'The log service brought no readable answer.',
      remedy: 'Check the permissions of the role and the network of the worker, then ask again.',
    },
  })
}

function parsed(text: string): Answer {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Answer) : {}
  } catch {
    // A proxy's page: the status says enough.
    return {}
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
