'use client'

import dynamic from 'next/dynamic'
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { SegmentedField, SelectField, SwitchField } from '@/components/ui/choice'
import { TextAreaField, TextField } from '@/components/ui/field'
import { TAG_FIELDS } from '@/lib/domain/aws/vpc-fields'
import type { AwsFlowLogSpec, FlowLogSpec } from '@/lib/domain/flow-log-spec'
import { fieldValue, type FieldView } from './draft'
import { TagFieldsField } from './tag-fields-field'
import { TagsField } from './tags-field'

const FormatField = dynamic(() => import('./format-field').then((module) => module.FormatField))

/** One field of a flow log, drawn from its cloud's capabilities. */
export function SpecField({
  field,
  spec,
  error,
  showsChange,
  onChange,
}: {
  field: FieldView
  spec: FlowLogSpec
  error: ReactNode
  /** While editing: say which fields need a replacement. */
  showsChange: boolean
  onChange: (value: unknown) => void
}) {
  const value = fieldValue(spec, field.field)
  const aside =
    showsChange && field.change === 'replace' ? (
      <span className="inline-flex items-center gap-1 text-label text-faint" data-tip="A change makes a new flow log">
        <Lock aria-hidden className="size-3" /> replaces
      </span>
    ) : undefined
  const shared = { label: field.label, help: field.help, error: error ?? '' }
  switch (field.input) {
    case 'select': {
      const options = (field.options ?? []).map((option) => ({ value: String(option.value), label: option.label }))
      const Choice = options.length <= 3 ? SegmentedField : SelectField
      return (
        <Choice
          {...shared}
          value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
          options={options}
          isDisabled={options.length === 1}
          onChange={(next: string) =>
            onChange(field.options?.find((option) => String(option.value) === next)?.value ?? null)
          }
        />
      )
    }
    case 'switch':
      return <SwitchField {...shared} isOn={value === true} onChange={onChange} />
    case 'tags':
      return <TagsField {...shared} value={(value ?? {}) as Record<string, string>} onChange={onChange} />
    case 'tag-fields':
      // Keys only make sense beside a format that shows them.
      return spec.family === 'aws-vpc' && showsTags(spec) ? (
        <TagFieldsField {...shared} value={spec.tagFieldSpecifications} onChange={onChange} />
      ) : null
    case 'format':
      return (
        <FormatField
          {...shared}
          family={spec.family}
          value={typeof value === 'string' ? value : null}
          maxLength={field.maxLength}
          onChange={onChange}
        />
      )
    case 'multiline':
      return (
        <TextAreaField
          {...shared}
          isRequired={field.required}
          value={typeof value === 'string' ? value : ''}
          maxLength={field.maxLength ?? undefined}
          aside={aside}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'text':
      return (
        <TextField
          {...shared}
          mono
          isRequired={field.required}
          value={typeof value === 'string' ? value : ''}
          maxLength={field.maxLength ?? undefined}
          placeholder={field.placeholder ?? undefined}
          aside={aside}
          onChange={(event) =>
            onChange(event.target.value === '' && isNullable(spec, field.field) ? null : event.target.value)
          }
        />
      )
  }
}

const showsTags = ({ logFormat, tagFieldSpecifications }: AwsFlowLogSpec) =>
  tagFieldSpecifications.length > 0 || TAG_FIELDS.some(({ id }) => logFormat?.includes(`\${${id}}`))

/** Optional ARNs are null when empty; names and descriptions stay texts. */
const isNullable = (spec: FlowLogSpec, field: string) => spec.family !== 'cen' && field !== 'logDestination'
