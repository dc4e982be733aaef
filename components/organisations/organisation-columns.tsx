import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import type { Tone } from '@/components/ui/tone'
import type { Column } from '@/components/ui/table/columns'
import { providerWord } from '@/components/words/nouns'
import type { OrganisationView } from '@/lib/http/schemas/organisations'

/** How the listing of an organisation stands. */
const LISTING_WORDS: Readonly<Record<OrganisationView['state'], { readonly word: string; readonly tone: Tone }>> = {
  never: { word: 'Not listed yet', tone: 'waiting' },
  running: { word: 'Listing…', tone: 'busy' },
  listed: { word: 'Listed', tone: 'good' },
  failed: { word: 'Could not be listed', tone: 'bad' },
}

/** The columns of the list of organisations. */
export const ORGANISATION_COLUMNS: readonly Column<OrganisationView>[] = [
  {
    id: 'account',
    header: 'Seen through',
    track: 'minmax(220px,2fr)',
    minWidth: 220,
    narrow: 'title',
    cell: (row) => <span className="block truncate font-medium">{row.account.name}</span>,
  },
  {
    id: 'provider',
    header: 'Provider',
    track: '130px',
    minWidth: 130,
    narrow: 'none',
    cell: (row) => <span className="text-muted">{providerWord(row.provider)}</span>,
  },
  {
    id: 'state',
    header: 'Listing',
    track: 'minmax(150px,1fr)',
    minWidth: 150,
    narrow: 'state',
    cell: (row) => (
      <StatePill tone={LISTING_WORDS[row.state].tone} plain tip={row.problem?.message}>
        {LISTING_WORDS[row.state].word}
      </StatePill>
    ),
  },
  {
    id: 'new',
    header: 'Found, not added',
    track: '140px',
    minWidth: 140,
    align: 'end',
    narrow: 'fact-end',
    cell: (row) => <span className="figures">{row.counts.new.toLocaleString('en-US')}</span>,
  },
  {
    id: 'known',
    header: 'Added',
    track: '100px',
    minWidth: 100,
    align: 'end',
    narrow: 'none',
    cell: (row) => (
      <span className="figures">{(row.counts.known + row.counts['not-reachable']).toLocaleString('en-US')}</span>
    ),
  },
  {
    id: 'listed',
    header: 'Listed',
    track: '110px',
    minWidth: 110,
    align: 'end',
    narrow: 'none',
    cell: (row) => <RelativeTime at={row.listedAt} className="text-muted" />,
  },
]
