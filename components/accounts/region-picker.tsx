'use client'

import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CONTROL } from '@/components/ui/field'
import { isRegionId } from './account-draft'
import { knownRegions } from './known-regions'

/** Which regions to watch: the known ones to tick, any other to type. */
export function RegionPicker({
  partition,
  regions,
  error,
  onChange,
}: {
  partition: string
  regions: readonly string[]
  error: string | undefined
  onChange: (regions: readonly string[]) => void
}) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const known = knownRegions(partition)
  const others = regions.filter((region) => !known.some(([one]) => one === region))
  const other = typed.trim()
  const canAdd = isRegionId(other) && !regions.includes(other)
  const toggle = (region: string) =>
    onChange(regions.includes(region) ? regions.filter((one) => one !== region) : [...regions, region])
  const add = () => {
    if (!canAdd) return
    onChange([...regions, other])
    setTyped('')
  }
  return (
    <fieldset className="min-w-0" aria-describedby={error === undefined ? `${id}-help` : `${id}-error ${id}-help`}>
      <legend className="mb-1.5 text-label font-medium text-ink">
        Regions to watch
        <span className="figures ml-1.5 font-normal text-muted">{regions.length} chosen</span>
      </legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(132px,1fr))] gap-1.5">
        {[...known, ...others.map((region) => [region, 'typed'] as const)].map(([region, place]) => (
          <label
            key={region}
            className="flex cursor-pointer items-start gap-2 rounded-md border border-line bg-surface px-2 py-1.5 select-none hover:bg-hover has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-focus touch:min-h-11"
          >
            <input
              type="checkbox"
              checked={regions.includes(region)}
              onChange={() => toggle(region)}
              className="mt-px size-3.5 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-mono text-[12px] leading-4">{region}</span>
              <span className="block truncate text-label text-muted">{place}</span>
            </span>
          </label>
        ))}
      </div>
      <div className="mt-2 flex items-center gap-2">
        <input
          value={typed}
          aria-label="Another region"
          placeholder="another region"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
          className={`${CONTROL} h-8 max-w-52 font-mono text-mono`}
        />
        <Button disabled={!canAdd} onClick={add}>
          Add
        </Button>
      </div>
      {error === undefined ? null : (
        <p id={`${id}-error`} role="alert" className="mt-1 text-label text-bad-ink">
          {error}
        </p>
      )}
      <p id={`${id}-help`} className="mt-1 text-label text-muted">
        A region the account has not opted in to is shown as not enabled, not as a failure.
      </p>
    </fieldset>
  )
}
