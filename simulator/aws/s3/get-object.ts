import { allows } from '../call'
import { bucketDeliveries, entityTag, fileBytes, type RecordFile } from '../records/record-files'
import { ServiceRefusal } from '../service-call'
import type { SimResponse } from '../../core/cloud'
import type { S3Call, S3Operation } from './s3-call'

/** Source: S3 API reference, GetObject: one range at most, answered with 206; a range behind the end is refused. */
export const getObject: S3Operation = {
  name: 'GetObject',
  action: 's3:GetObject',
  perform: (call) => {
    const { file, bytes } = readObject(call)
    const headers = objectHeaders(call, file, bytes)
    const range = /^bytes=(\d*)-(\d*)$/.exec(call.headers['range'] ?? '')
    if (!range || (range[1] === '' && range[2] === '')) return { status: 200, headers, body: bytes }
    const isSuffix = range[1] === ''
    const first = isSuffix ? Math.max(0, bytes.length - Number(range[2])) : Number(range[1])
    const last = isSuffix || range[2] === '' ? bytes.length - 1 : Math.min(Number(range[2]), bytes.length - 1)
    if (first >= bytes.length || first > last) {
      throw new ServiceRefusal('InvalidRange', 416, 'The requested range is not satisfiable')
    }
    return {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${first}-${last}/${bytes.length}` },
      body: bytes.subarray(first, last + 1),
    }
  },
}

export const headObject: S3Operation = {
  name: 'HeadObject',
  action: 's3:GetObject',
  perform: (call): SimResponse => {
    const { file, bytes } = readObject(call)
    // The server sends no body to a HEAD, but its length.
    return { status: 200, headers: objectHeaders(call, file, bytes), body: bytes }
  },
}

function readObject(call: S3Call): { readonly file: RecordFile; readonly bytes: Buffer } {
  const { context, world, bucket, key, nowMs, accountId, region } = call
  const flowLogId = /_(fl-[0-9a-z]+)_/.exec(key)?.[1] ?? ''
  for (const log of bucketDeliveries(context, world, bucket.name, nowMs)) {
    if (log.delivered.flowLog.id !== flowLogId) continue
    const file = log.fileOf(key)
    if (!file) continue
    const probe = {
      cloud: 'aws' as const,
      operation: call.operation,
      account: accountId,
      region,
      resources: [bucket.name, key, flowLogId],
    }
    const bytes = fileBytes(file, {
      isTorn: context.faults.take('tornFile', probe) !== undefined,
      hasOtherHeader: context.faults.take('otherHeader', probe) !== undefined,
    })
    if (bytes) return { file, bytes }
  }
  // Who may not list is not told that something is missing. Source: S3 API reference, GetObject, permissions.
  if (!allows(call.principal.allowedActions, 's3:ListBucket')) {
    throw new ServiceRefusal('AccessDenied', 403, 'Access Denied')
  }
  throw new ServiceRefusal('NoSuchKey', 404, 'The specified key does not exist.')
}

function objectHeaders(call: S3Call, file: RecordFile, bytes: Buffer): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    'last-modified': file.lastModified.toUTCString(),
    etag: entityTag(bytes),
    'x-amz-request-id': call.requestId,
  }
}
