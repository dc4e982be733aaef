import { EdgeProblem } from '../problem'

export const MAX_BODY_BYTES = 1024 * 1024

/** The body as text and as JSON; an absent one is an empty object. */
export interface RequestBody {
  readonly text: string
  readonly json: unknown
}

/** Reads a JSON body, bounded in size while it is read, so that a long one costs no more than the bound. */
export async function readJsonBody(request: Request): Promise<RequestBody> {
  const declared = Number(request.headers.get('content-length') ?? '0')
  if (declared > MAX_BODY_BYTES) throw tooLarge()
  const bytes = await readBounded(request)
  if (bytes.byteLength === 0) return { text: '', json: {} }
  assertJsonType(request)
  const text = decode(bytes)
  try {
    return { text, json: JSON.parse(text) as unknown }
  } catch (error) {
    const where = error instanceof SyntaxError ? ` (${error.message.slice(0, 200)})` : ''
    throw new EdgeProblem('invalid-json', `The body cannot be read as JSON${where}.`, 'Send one JSON object in UTF-8.')
  }
}

/** Anything but JSON is refused, so that no form of another site can be a request here. */
function assertJsonType(request: Request): void {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json') return
  throw new EdgeProblem('json-only', 'The body is not declared as JSON.', 'Send Content-Type: application/json.')
}

async function readBounded(request: Request): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = (request.body as ReadableStream<Uint8Array>).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > MAX_BODY_BYTES) {
      await reader.cancel()
      throw tooLarge()
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks, size)
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new EdgeProblem('invalid-json', 'The body is not UTF-8.', 'Send one JSON object in UTF-8.')
  }
}

function tooLarge(): EdgeProblem {
  return new EdgeProblem(
    'body-too-large',
    `The body is larger than ${MAX_BODY_BYTES} bytes.`,
    'Send less at once; for many targets use a selection by filter instead of a list.',
  )
}
