'use client'

import { useId, useState, type ReactNode } from 'react'
import { CONTROL } from '@/components/ui/field'
import { TAG_FIELDS } from '@/lib/domain/aws/vpc-fields'
import type { AwsTagFieldSpecification } from '@/lib/domain/flow-log-spec'

type TaggedType = AwsTagFieldSpecification['resourceType']

const TYPES = [
  ['instance', 'Instance'],
  ['network-interface', 'Network interface'],
  ['auto-scaling-group', 'Auto Scaling group'],
] as const satisfies readonly (readonly [TaggedType, string])[]

const fieldId = (type: TaggedType, position: number) =>
  TAG_FIELDS.find((tag) => tag.resourceType === type && tag.position === position)?.id ?? ''

/** Whose tags the records show: for each type of resource a first and a second key. A key that is empty is none. */
export function TagFieldsField({
  label,
  help,
  error,
  value,
  onChange,
}: {
  label: string
  help: string
  error: ReactNode
  value: readonly AwsTagFieldSpecification[]
  onChange: (items: readonly AwsTagFieldSpecification[]) => void
}) {
  const id = useId()
  // Both inputs of a type, not the list: while the first is empty the second keeps its place.
  const [keys, setKeys] = useState<Readonly<Record<string, readonly [string, string]>>>(() =>
    Object.fromEntries(value.map(({ resourceType, tagKeys }) => [resourceType, [tagKeys[0] ?? '', tagKeys[1] ?? '']])),
  )
  const change = (type: TaggedType, position: 0 | 1, key: string) => {
    const [first, second] = keys[type] ?? ['', '']
    const next = { ...keys, [type]: position === 0 ? [key, second] : [first, key] } as typeof keys
    setKeys(next)
    onChange(
      TYPES.flatMap(([resourceType]) => {
        const tagKeys = (next[resourceType] ?? []).filter((one) => one !== '')
        return tagKeys.length === 0 ? [] : [{ resourceType, tagKeys }]
      }),
    )
  }
  const isInvalid = error !== ''
  return (
    <fieldset className="space-y-1.5" aria-describedby={`${id}-note`}>
      <legend className="mb-1 text-label font-medium">{label}</legend>
      {TYPES.map(([type, word]) => (
        <div key={type} className="flex flex-wrap items-center gap-1.5">
          <span className="w-36 shrink-0 text-label text-muted">{word}</span>
          {([0, 1] as const).map((position) => (
            <input
              key={position}
              aria-label={`${word}, ${position === 0 ? 'first' : 'second'} tag key`}
              aria-invalid={isInvalid}
              value={keys[type]?.[position] ?? ''}
              maxLength={128}
              placeholder={fieldId(type, position + 1)}
              onChange={(event) => change(type, position, event.target.value)}
              className={`${CONTROL} h-8 w-auto min-w-32 flex-1 font-mono text-mono`}
            />
          ))}
        </div>
      ))}
      <div id={`${id}-note`} className="text-label">
        {isInvalid ? (
          <p className="text-bad-ink" role="alert">
            {error}
          </p>
        ) : null}
        <p className="text-muted">{help}</p>
      </div>
    </fieldset>
  )
}
