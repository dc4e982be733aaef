import { renderElement, type XmlValue } from '../protocol/xml'
import { bucketDeliveries, fileFacts, type FileFacts, type FileFolders, type RecordFile } from '../records/record-files'
import { ServiceRefusal } from '../service-call'
import { xmlAnswer } from './s3-answers'
import type { S3Call, S3Operation } from './s3-call'

const MOST_KEYS = 1000

/** Source: S3 API reference, ListObjectsV2. Keys in the order of their bytes; the token is opaque and bound to its listing. */
export const listObjectsV2: S3Operation = {
  name: 'ListObjectsV2',
  action: 's3:ListBucket',
  perform: (call) => {
    const { query, bucket, requestId } = call
    const prefix = query.get('prefix') ?? ''
    const delimiter = query.get('delimiter') ?? ''
    const startAfter = query.get('start-after') ?? ''
    const token = query.get('continuation-token')
    const maxKeys = readMaxKeys(query.get('max-keys'))
    const binding = `${bucket.name}\n${prefix}\n${delimiter}`
    const after = token === null ? startAfter : readToken(token, binding)

    const contents: XmlValue[] = []
    const commonPrefixes: string[] = []
    let last = ''
    let isTruncated = false
    for (const entry of listing(call, prefix, delimiter, after)) {
      if (contents.length + commonPrefixes.length === maxKeys) {
        isTruncated = maxKeys > 0
        break
      }
      if (typeof entry === 'string') {
        commonPrefixes.push(entry)
        // Nothing sorts behind this inside the prefix, so the next page begins after all of it.
        last = `${entry}\uffff`
        continue
      }
      contents.push({
        Key: encodeKey(query, entry.file.key),
        LastModified: entry.file.lastModified,
        ETag: entry.facts.etag,
        Size: entry.facts.size,
        StorageClass: 'STANDARD',
      })
      last = entry.file.key
    }
    const head = {
      Name: bucket.name,
      Prefix: encodeKey(query, prefix),
      ...(startAfter === '' ? {} : { StartAfter: encodeKey(query, startAfter) }),
      ...(delimiter === '' ? {} : { Delimiter: encodeKey(query, delimiter) }),
      ...(query.get('encoding-type') === 'url' ? { EncodingType: 'url' } : {}),
      MaxKeys: maxKeys,
      KeyCount: contents.length + commonPrefixes.length,
      IsTruncated: isTruncated,
      ...(token === null ? {} : { ContinuationToken: token }),
      ...(isTruncated ? { NextContinuationToken: writeToken(binding, last) } : {}),
    }
    const body = [
      ...Object.entries(head).map(([name, value]) => renderElement(name, value)),
      ...contents.map((content) => renderElement('Contents', content)),
      ...commonPrefixes.map((common) => renderElement('CommonPrefixes', { Prefix: encodeKey(query, common) })),
    ].join('')
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${body}</ListBucketResult>`
    return xmlAnswer(200, xml, requestId)
  },
}

type Entry = string | { readonly file: RecordFile; readonly facts: FileFacts }

/** Keys and common prefixes behind `after`, in order, made as they are asked for. */
function* listing(call: S3Call, prefix: string, delimiter: string, after: string): Generator<Entry> {
  const folders = new Map<string, { readonly log: FileFolders; readonly from: number; readonly to: number }[]>()
  for (const log of bucketDeliveries(call.context, call.world, call.bucket.name, call.nowMs)) {
    for (const { folder, from, to } of log.folders()) {
      const isInside = folder.startsWith(prefix) || prefix.startsWith(folder)
      // Every key of a folder begins with it: all of them lie before `after` unless that is inside or before it.
      if (!isInside || (folder < after && !after.startsWith(folder))) continue
      const inFolder = folders.get(folder)
      if (inFolder) inFolder.push({ log, from, to })
      else folders.set(folder, [{ log, from, to }])
    }
  }
  let common = ''
  for (const [folder, logs] of [...folders].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (common !== '' && folder.startsWith(common)) continue
    logs.sort((one, other) => (one.log.delivered.flowLog.id < other.log.delivered.flowLog.id ? -1 : 1))
    for (const { log, from, to } of logs) {
      for (const file of log.files(folder, from, to)) {
        const { key } = file
        if (!key.startsWith(prefix) || key <= after || (common !== '' && key.startsWith(common))) continue
        const facts = fileFacts(file)
        if (facts === null) continue
        const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
        if (cut < 0) {
          yield { file, facts }
          continue
        }
        common = key.slice(0, cut + delimiter.length)
        yield common
      }
    }
  }
}

function readMaxKeys(text: string | null): number {
  if (text === null) return MOST_KEYS
  if (!/^\d{1,9}$/.test(text)) {
    throw new ServiceRefusal('InvalidArgument', 400, 'Provided max-keys not an integer or within integer range')
  }
  return Math.min(Number(text), MOST_KEYS)
}

function encodeKey(query: URLSearchParams, key: string): string {
  return query.get('encoding-type') === 'url' ? encodeURIComponent(key).replaceAll('%2F', '/') : key
}

function writeToken(binding: string, last: string): string {
  return Buffer.from(JSON.stringify([binding, last]), 'utf8').toString('base64url')
}

function readToken(token: string, binding: string): string {
  try {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    if (Array.isArray(content) && content[0] === binding && typeof content[1] === 'string') return content[1]
  } catch {
    // Refused below.
  }
  throw new ServiceRefusal('InvalidArgument', 400, 'The continuation token provided is incorrect')
}
