import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { SimRequest } from '../../core/cloud'
import { refuse } from '../errors'
import { decodePairs } from './parameters'

/** What a request says about who sent it, before anything of it is believed. */
export interface SignedRequest {
  readonly accessKeyId: string
  readonly securityToken: string | undefined
  readonly nonce: string
  /** When the client says it signed, UTC. */
  readonly date: string
  /** Whether the signature was made with this secret. */
  isSignedWith(secret: string): boolean
}

/**
 * Reads the signature of a request: ACS3-HMAC-SHA256 in headers, or the older V2 form (HMAC-SHA1 in the query) that the
 * `aliyun` command line and Terraform still send.
 * Source: help "V3 request structure and signature" and "V2 request structure and signature (RPC)", read 2026-11.
 */
export function readSignature(request: SimRequest, parameters: readonly (readonly [string, string])[]): SignedRequest {
  return request.headers['authorization'] === undefined ? readV2(request, parameters) : readV3(request)
}

function readV3(request: SimRequest): SignedRequest {
  const authorization = request.headers['authorization'] ?? ''
  const match = /^ACS3-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    authorization,
  )
  if (match === null) refuse('SignatureDoesNotMatch', 'The authorization header is not of the ACS3-HMAC-SHA256 form.')
  const [, accessKeyId = '', signedHeaders = '', signature = ''] = match
  const names = signedHeaders.split(';')
  // What is not signed can be changed on the way, so every x-acs header and the host must be covered.
  const unsigned = Object.keys(request.headers).filter(
    (name) => (name.startsWith('x-acs-') || name === 'host') && !names.includes(name),
  )
  if (unsigned.length > 0) refuse('SignatureDoesNotMatch', `These headers must be signed: ${unsigned.join(', ')}.`)
  const payloadHash = sha256(request.body)
  if (request.headers['x-acs-content-sha256'] !== payloadHash) {
    refuse('SignatureDoesNotMatch', 'x-acs-content-sha256 is not the hash of the body.')
  }
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(decodePairs(request.rawQuery, { plusIsBlank: false })),
    names.map((name) => `${name}:${headerValue(request, name).trim()}\n`).join(''),
    signedHeaders,
    payloadHash,
  ].join('\n')
  const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`
  return {
    accessKeyId,
    securityToken: request.headers['x-acs-security-token'],
    nonce: request.headers['x-acs-signature-nonce'] ?? '',
    date: request.headers['x-acs-date'] ?? '',
    isSignedWith: (secret) => equal(createHmac('sha256', secret).update(toSign).digest('hex'), signature),
  }
}

function readV2(request: SimRequest, parameters: readonly (readonly [string, string])[]): SignedRequest {
  const values = new Map(parameters)
  if (values.get('SignatureMethod') !== 'HMAC-SHA1' || !values.has('Signature')) {
    refuse('SignatureDoesNotMatch', 'The request carries no signature.')
  }
  const unsigned = parameters.filter(([name]) => name !== 'Signature')
  const toSign = `${request.method}&%2F&${encodeStrict(canonicalQuery(unsigned))}`
  const signature = values.get('Signature') ?? ''
  return {
    accessKeyId: values.get('AccessKeyId') ?? '',
    securityToken: values.get('SecurityToken'),
    nonce: values.get('SignatureNonce') ?? '',
    date: values.get('Timestamp') ?? '',
    isSignedWith: (secret) => equal(createHmac('sha1', `${secret}&`).update(toSign).digest('base64'), signature),
  }
}

/** Percent-encodes as RFC 3986 wants it. The URL itself is encoded more loosely by Node, the signature is not. */
function encodeStrict(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function canonicalQuery(pairs: readonly (readonly [string, string])[]): string {
  return [...pairs]
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, value]) => `${encodeStrict(name)}=${encodeStrict(value)}`)
    .join('&')
}

function headerValue(request: SimRequest, name: string): string {
  return name === 'host' ? request.host : (request.headers[name] ?? '')
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function equal(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}
