import type { Reading } from '../../../domain/preflight/facts'
import { ProviderError } from '../../errors'

/** How the services say no to a reader. `MethodNotAllowed`: S3's answer to whoever is not of the owner's account. */
const DENIALS: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AllAccessDisabled',
  'MethodNotAllowed',
])

function isDenied(error: ProviderError): boolean {
  return DENIALS.has(error.vendorCode ?? '')
}

/** What a read brought: a value, the cloud's word that there is none, or why nothing is known. */
export async function readingOf<Value>(
  what: { readonly action: string; readonly absent: readonly string[] },
  read: () => Promise<Value>,
): Promise<Reading<Value>> {
  try {
    return { state: 'read', value: await read() }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return failedReading(what, error)
  }
}

function failedReading(
  { action, absent }: { readonly action: string; readonly absent: readonly string[] },
  error: ProviderError,
): Reading<never> {
  const { vendorCode, vendorMessage, operation } = error
  if (vendorCode !== null && absent.includes(vendorCode)) return { state: 'absent', vendorCode }
  if (isDenied(error)) {
    return {
      state: 'unreadable',
      why: `${operation} was refused: Weir’s role lacks ${action}, or the owner does not let it read.`,
      action,
      vendorCode,
    }
  }
  return {
    state: 'unreadable',
    why: `${operation} brought no answer. ${vendorMessage ?? ''}`.trim(),
    action: null,
    vendorCode,
  }
}

/** Asks one reader after another until one may know. The first answer stands when none may. */
export async function firstToKnow<Reader, Value>(
  readers: readonly Reader[],
  read: (reader: Reader) => Promise<Reading<Value>>,
): Promise<Reading<Value>> {
  let first: Reading<Value> | null = null
  for (const reader of readers) {
    const reading = await read(reader)
    if (reading.state !== 'unreadable') return reading
    first ??= reading
  }
  return first ?? { state: 'unreadable', why: 'Nobody could be asked.', action: null, vendorCode: null }
}
