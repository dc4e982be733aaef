import type { SimResponse } from '../../core/cloud'
import { renderDocument } from '../protocol/xml'

/** An answer in XML. Pure. */
export function xmlAnswer(status: number, body: string, requestId: string): SimResponse {
  return { status, headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId }, body }
}

/** A refusal as S3 writes it. Source: S3 API reference, REST error responses. Pure. */
export function s3Refusal(
  refusal: {
    readonly code: string
    readonly message: string
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
  },
  resource: string,
  requestId: string,
): SimResponse {
  const { code: Code, message: Message, status, headers = {} } = refusal
  const content = { Code, Message, Resource: resource, RequestId: requestId }
  const answer = xmlAnswer(status, renderDocument('Error', null, content), requestId)
  return { ...answer, headers: { ...answer.headers, ...headers } }
}
