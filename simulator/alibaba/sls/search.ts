import { SlsRefusal } from './refusal'
import type { StoredRecord } from './delivered-records'

/**
 * A search statement as a test of records: `*`, words, `key: value` with optional quotes, joined by `and`
 * and `or`, with `not` before one. SQL behind a pipe and other operators are refused as not simulated. Source: log service, search syntax.
 */
export function searchOf(query: string): (record: StoredRecord) => boolean {
  const text = query.trim()
  if (text === '' || text === '*') return () => true
  if (text.includes('|')) throw new SlsRefusal('NotSupported', 'SQL is not simulated.')
  const anyOf = text.split(/\s+or\s+/i).map((part) => part.split(/\s+and\s+/i).map(termOf))
  return (record) => anyOf.some((allOf) => allOf.every((test) => test(record)))
}

function termOf(term: string): (record: StoredRecord) => boolean {
  const negated = /^not\s+(.*)$/i.exec(term)
  if (negated) {
    const test = termOf(negated[1] ?? '')
    return (record) => !test(record)
  }
  if (term === '*') return () => true
  const pair = /^(?:"([^"]+)"|([\w-]+))\s*:\s*(?:"([^"]*)"|(\S+))$/.exec(term)
  if (pair) {
    const key = pair[1] ?? pair[2] ?? ''
    const value = (pair[3] ?? pair[4] ?? '').toLowerCase()
    return ({ fields }) => fields[key]?.toLowerCase() === value
  }
  const word = /^"([^"]*)"$|^([\w.:-]+)$/.exec(term)
  if (!word) throw new SlsRefusal('InvalidQueryString')
  const wanted = (word[1] ?? word[2] ?? '').toLowerCase()
  return ({ fields }) => Object.values(fields).some((value) => value.toLowerCase() === wanted)
}
