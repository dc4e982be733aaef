import { createHash, createHmac } from 'node:crypto'
import type { Credentials } from './harness'

/**
 * Posts Query parameters signed by hand, for what no SDK would send: unknown parameters, actions and versions. Ends in
 * an error named after the code of the answer, like a call of the SDK. `authorization` replaces the signature.
 */
export async function signedPost(
  url: string,
  parameters: Readonly<Record<string, string>>,
  credentials: Credentials,
  change: { readonly authorization?: string } = {},
): Promise<string> {
  const service = parameters['Version'] === '2011-06-15' ? 'sts' : 'ec2'
  const body = new URLSearchParams(parameters).toString()
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${date.slice(0, 8)}/eu-west-1/${service}/aws4_request`
  const canonical = [
    'POST',
    '/',
    '',
    `host:${new URL(url).host}`,
    `x-amz-date:${date}`,
    '',
    'host;x-amz-date',
    sha256(body),
  ]
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical.join('\n'))].join('\n')
  const signingKey = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`)
  const signature = hmac(signingKey, toSign).toString('hex')
  const authorization =
    change.authorization ??
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-amz-date': date }
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: authorization === '' ? headers : { ...headers, authorization },
  })
  const text = await response.text()
  if (response.ok) return text
  const error = new Error(/<Message>(.*)<\/Message>/s.exec(text)?.[1] ?? text)
  error.name = /<Code>(.*)<\/Code>/.exec(text)?.[1] ?? 'unreadable'
  const $metadata = { httpStatusCode: response.status, requestId: response.headers.get('x-amzn-requestid') }
  throw Object.assign(error, { $metadata })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
