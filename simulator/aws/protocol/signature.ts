import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { SimRequest } from '../../core/cloud'

/** What the Authorization header of a Signature Version 4 request says. */
export interface SignatureClaim {
  readonly accessKeyId: string
  /** YYYYMMDD. */
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

/** The claim of a request; a word when there is none or it is not well formed. Pure. */
export function readClaim(request: SimRequest): SignatureClaim | 'missing' | 'malformed' {
  const header = request.headers['authorization']
  if (header === undefined || header === '') return 'missing'
  if (!header.startsWith('AWS4-HMAC-SHA256 ')) return 'malformed'
  const parts = new Map<string, string>()
  for (const part of header.slice('AWS4-HMAC-SHA256 '.length).split(',')) {
    const mark = part.indexOf('=')
    if (mark > 0) parts.set(part.slice(0, mark).trim(), part.slice(mark + 1).trim())
  }
  const [accessKeyId, date, region, service, terminator, ...rest] = (parts.get('Credential') ?? '').split('/')
  const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';').filter((name) => name !== '')
  const signature = parts.get('Signature') ?? ''
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || rest.length > 0)
    return 'malformed'
  if (!signedHeaders.includes('host') || !/^[0-9a-f]{64}$/.test(signature)) return 'malformed'
  return { accessKeyId, date, region, service, signedHeaders, signature }
}

/** When the request says it was made; undefined when it does not say so in the one form there is. Pure. */
export function requestDate(request: SimRequest): Date | undefined {
  const text = request.headers['x-amz-date'] ?? ''
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second] = match
  const date = new Date(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Whether a secret key made the claimed signature over this very request. Source: IAM user guide, Signature Version 4. Pure. */
export function signatureMatches(request: SimRequest, claim: SignatureClaim, secretAccessKey: string): boolean {
  const payloadHash = sha256(request.body)
  const declaredHash = request.headers['x-amz-content-sha256']
  if (declaredHash !== undefined && declaredHash !== payloadHash && declaredHash !== 'UNSIGNED-PAYLOAD') return false

  const canonicalHeaders = claim.signedHeaders
    .map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`)
    .join('')
  const canonicalRequest = [
    request.method,
    request.path === '' ? '/' : request.path,
    canonicalQuery(request.rawQuery),
    canonicalHeaders,
    claim.signedHeaders.join(';'),
    declaredHash ?? payloadHash,
  ].join('\n')
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`
  const stringToSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'] ?? '', scope, sha256(canonicalRequest)].join(
    '\n',
  )

  const dateKey = hmac(`AWS4${secretAccessKey}`, claim.date)
  const signingKey = hmac(hmac(hmac(dateKey, claim.region), claim.service), 'aws4_request')
  const expected = hmac(signingKey, stringToSign)
  return timingSafeEqual(expected, Buffer.from(claim.signature, 'hex'))
}

function canonicalQuery(rawQuery: string): string {
  if (rawQuery === '') return ''
  return [...new URLSearchParams(rawQuery)]
    .map(([name, value]): [string, string] => [encodeStrictly(name), encodeStrictly(value)])
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function encodeStrictly(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed())
  return encoded.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest()
}
