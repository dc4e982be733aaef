'use client'

import { ChevronDown } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRef, useState } from 'react'
import { CONTROL } from '@/components/ui/field'
import type { FilterOption } from '@/components/ui/filter-bar'

const FilterPopup = dynamic(() => import('@/components/ui/filter-popup').then((module) => module.FilterPopup), {
  ssr: false,
})

/** Several values from a list that can be searched; `canType` also takes values that are not in it. */
export function ValuePicker({
  label,
  values,
  options,
  canType = false,
  onChange,
}: {
  label: string
  values: readonly string[]
  options: readonly FilterOption[]
  canType?: boolean
  onChange: (values: readonly string[]) => void
}) {
  const anchor = useRef<HTMLButtonElement | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const names = values.map((value) => options.find((option) => option.value === value)?.label ?? value)
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`${label}: ${names.length === 0 ? 'nothing chosen' : names.join(', ')}`}
        onClick={() => {
          setWasOpened(true)
          setIsOpen(true)
        }}
        className={`${CONTROL} flex min-h-8 items-center justify-between gap-2 text-left`}
      >
        <span className={`truncate ${names.length === 0 ? 'text-faint' : ''}`}>
          {names.length === 0
            ? 'Choose…'
            : names.length > 3
              ? `${names.slice(0, 3).join(', ')} +${names.length - 3}`
              : names.join(', ')}
        </span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </button>
      {wasOpened ? (
        <FilterPopup
          anchor={anchor}
          isOpen={isOpen}
          startAt="values"
          onClose={() => setIsOpen(false)}
          defs={[
            {
              name: 'values',
              label,
              options,
              ...(canType
                ? { text: { placeholder: `Search or type: ${label.toLowerCase()}`, hint: 'Type a value.' } }
                : {}),
            },
          ]}
          values={{ values }}
          onFilter={(_, next) => onChange(next)}
        />
      ) : null}
    </>
  )
}
