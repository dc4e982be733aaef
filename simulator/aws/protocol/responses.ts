import type { SimResponse } from '../../core/cloud'
import { renderDocument, renderElement, type XmlValue } from './xml'

const NAMESPACES = {
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
} as const

/** A successful answer. EC2 puts the request id first; STS wraps the result and puts the id behind it. Pure. */
export function successResponse(
  service: 'ec2' | 'sts',
  operation: string,
  content: { readonly [name: string]: XmlValue },
  requestId: string,
): SimResponse {
  const value: XmlValue =
    service === 'ec2'
      ? { requestId, ...content }
      : { [`${operation}Result`]: content, ResponseMetadata: { RequestId: requestId } }
  return xmlResponse(200, renderDocument(`${operation}Response`, NAMESPACES[service], value), requestId)
}

/** A refusal in the form of its API. Source: EC2 developer guide, Query requests; STS API reference, errors. Pure. */
export function errorResponse(
  service: 'ec2' | 'sts',
  error: { readonly code: string; readonly message: string; readonly status: number },
  requestId: string,
): SimResponse {
  const { code: Code, message: Message, status } = error
  if (service === 'sts') {
    const Type = status < 500 ? 'Sender' : 'Receiver'
    const body = renderDocument('ErrorResponse', NAMESPACES.sts, {
      Error: { Type, Code, Message },
      RequestId: requestId,
    })
    return xmlResponse(status, body, requestId)
  }
  const content = renderElement('Error', { Code, Message })
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Response><Errors>${content}</Errors>${renderElement('RequestID', requestId)}</Response>`
  return xmlResponse(status, body, requestId)
}

function xmlResponse(status: number, body: string, requestId: string): SimResponse {
  // The JavaScript SDK reads the request id from this header only.
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId }, body }
}
