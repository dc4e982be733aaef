import { countOf } from '@/components/words/nouns'
import type { ResourceFacets } from '@/lib/http/schemas/resources'

/** The page's answer: how many of what is listed deliver, fail, or are unlogged. */
export function ResourceSentence({ facets, rungs }: { facets: ResourceFacets | undefined; rungs: readonly string[] }) {
  if (facets === undefined) return <>&nbsp;</>
  // A facet ignores its own filter, so that other values stay choosable; the sentence is about what is listed.
  const of = (rung: string) =>
    rungs.length > 0 && !rungs.includes(rung) ? 0 : (facets.rung.find((one) => one.value === rung)?.count ?? 0)
  const parts = [
    `${of('delivering').toLocaleString('en-US')} of ${countOf(facets.total, 'resource', 'resources')} deliver`,
    facets.failing === 0 ? null : `${facets.failing.toLocaleString('en-US')} fail`,
    of('unlogged') === 0 ? null : `${of('unlogged').toLocaleString('en-US')} are unlogged`,
    of('could-not-look') === 0 ? null : `${of('could-not-look').toLocaleString('en-US')} could not be looked at`,
  ].filter((part) => part !== null)
  return <>{`${parts.join(', ')}.`}</>
}
