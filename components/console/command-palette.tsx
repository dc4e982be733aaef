'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useDeferredValue, useState } from 'react'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Kbd } from '@/components/ui/badge'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { StatePill } from '@/components/ui/state-pill'
import { phaseTone, PHASE_WORD, rungTone, RUNG_WORD } from '@/components/words/states'
import type { SearchAnswer } from '@/lib/http/schemas/search'
import { NAV, NAV_FOOT } from './navigation'

type Hit = SearchAnswer['hits'][number]

const KIND_WORD: Record<Hit['kind'], string> = {
  resource: 'Resources',
  'flow-log': 'Flow logs',
  configuration: 'Configurations',
  'change-request': 'Change requests',
  account: 'Accounts',
}

const ITEM =
  'flex min-h-10 cursor-default items-center gap-3 rounded-[4px] px-3 py-1.5 text-table select-none data-[selected=true]:bg-hover touch:min-h-12'

/** Jumps to anything by id or name. Searching is the server's; the palette only shows. */
export function CommandPalette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const search = useQuery({
    ...read('GET /search', { query: { q, limit: 20 } }),
    enabled: isOpen && q !== '',
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })
  const hits = q === '' ? [] : (search.data?.hits ?? [])
  const places = [...NAV, ...NAV_FOOT].filter((item) => item.label.toLowerCase().includes(text.trim().toLowerCase()))

  const go = (href: string) => {
    onClose()
    setText('')
    router.push(href)
  }

  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 bg-scrim" />
        <Base.Popup
          aria-label="Search"
          className="fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-2xl -translate-x-1/2 overflow-hidden rounded-md border border-line bg-raised text-ink shadow-float"
        >
          <Command label="Search" shouldFilter={false} loop>
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden className="size-4 shrink-0 text-faint" />
              <Command.Input
                autoFocus
                value={text}
                onValueChange={setText}
                placeholder="Jump to a resource, flow log, configuration, change or account…"
                className="h-12 w-full bg-transparent text-body outline-none"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List className="scroll-quiet max-h-[min(440px,60dvh)] overflow-y-auto p-1.5">
              {search.error === null ? null : (
                <p className="px-3 py-2 text-table text-bad-ink">{problemOfError(search.error).message}</p>
              )}
              {q !== '' && hits.length === 0 && places.length === 0 && !search.isFetching ? (
                <p className="px-3 py-6 text-center text-table text-muted">
                  Nothing has “{q}” in its id or name. Ids can be given in part.
                </p>
              ) : null}
              {(Object.keys(KIND_WORD) as Hit['kind'][]).map((kind) => {
                const ofKind = hits.filter((hit) => hit.kind === kind)
                if (ofKind.length === 0) return null
                return (
                  <Command.Group key={kind} heading={KIND_WORD[kind]} className={GROUP}>
                    {ofKind.map((hit) => (
                      <Command.Item key={hit.id} value={hit.id} onSelect={() => go(hit.href)} className={ITEM}>
                        <span className="min-w-0 flex-1">
                          <span className="block truncate">{hit.title}</span>
                          <span className="block truncate text-label text-muted">
                            {hit.externalId === null || hit.externalId === hit.title ? null : (
                              <code className="mr-2">{shortenMiddle(hit.externalId, 28)}</code>
                            )}
                            {hit.detail}
                          </span>
                        </span>
                        <HitState state={hit.state} />
                      </Command.Item>
                    ))}
                  </Command.Group>
                )
              })}
              {places.length === 0 ? null : (
                <Command.Group heading="Go to" className={GROUP}>
                  {places.map((item) => (
                    <Command.Item key={item.href} value={item.href} onSelect={() => go(item.href)} className={ITEM}>
                      <item.icon aria-hidden className="size-4 text-muted" />
                      <span className="flex-1">{item.label}</span>
                      <span className="flex gap-1">
                        <Kbd>g</Kbd>
                        <Kbd>{item.key}</Kbd>
                      </span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

const GROUP =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-label [&_[cmdk-group-heading]]:text-muted'

function HitState({ state }: { state: string | null }) {
  if (state === null) return null
  const tone = rungTone(state) ?? phaseTone(state)
  if (tone === null) return <span className="text-label text-muted">{state}</span>
  return (
    <StatePill tone={tone} plain>
      {RUNG_WORD[state] ?? PHASE_WORD[state] ?? state}
    </StatePill>
  )
}
