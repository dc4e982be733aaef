'use client'

import { Kbd } from '@/components/ui/badge'
import { Dialog } from '@/components/ui/dialog'
import { NAV, NAV_FOOT } from './navigation'

const GROUPS: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      ['⌘ K', 'Jump to anything by id or name'],
      ['?', 'This map'],
      ['Esc', 'Close what is open'],
    ],
  },
  {
    title: 'In a list',
    keys: [
      ['/', 'Search in the list'],
      ['↓ ↑', 'Next and previous row (also j, k)'],
      ['Enter', 'Open the row beside the list'],
      ['x', 'Select the row'],
      ['⇧ ↓', 'Extend the selection'],
    ],
  },
  { title: 'Go to', keys: [...NAV, ...NAV_FOOT].map((item) => [`g ${item.key}`, item.label] as const) },
]

/** Every key the console knows. */
export function KeyboardMap({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keyboard" width="wide">
      <div className="grid gap-6 sm:grid-cols-2">
        {GROUPS.map((group) => (
          <section key={group.title} className="space-y-1.5">
            <h3 className="text-label font-medium text-muted">{group.title}</h3>
            <dl className="space-y-1">
              {group.keys.map(([keys, meaning]) => (
                <div key={keys} className="flex items-center justify-between gap-4 text-table">
                  <dd className="order-first">{meaning}</dd>
                  <dt className="flex gap-1">
                    {keys.split(' ').map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
