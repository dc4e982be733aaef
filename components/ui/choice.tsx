'use client'

import { ChevronDown } from 'lucide-react'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { CONTROL, Field } from './field'

export interface Option<Value extends string = string> {
  readonly value: Value
  readonly label: string
  readonly note?: string
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
  readonly help?: ReactNode
  readonly error?: ReactNode
  readonly isDisabled?: boolean
}

/** A few exclusive options side by side; arrow keys move between them as in any group of radio buttons. */
export function SegmentedField<Value extends string>({
  label,
  value,
  options,
  onChange,
  help,
  error,
  isDisabled = false,
}: ChoiceProps<Value>) {
  const id = useId()
  const isInvalid = error !== undefined && error !== null && error !== ''
  return (
    <fieldset className="flex min-w-0 flex-col gap-1" disabled={isDisabled} aria-describedby={`${id}-note`}>
      <legend className="mb-1 text-label font-medium text-ink">{label}</legend>
      <div className="flex w-fit max-w-full flex-wrap rounded-md border border-control bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            data-tip={option.note}
            className="relative flex min-h-7 items-center rounded-[4px] px-3 text-table text-muted select-none has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line-strong)] has-focus-visible:outline-2 has-focus-visible:outline-focus touch:min-h-11"
          >
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
            />
            {option.label}
          </label>
        ))}
      </div>
      <div id={`${id}-note`} className="text-label">
        {isInvalid ? (
          <p className="text-bad-ink" role="alert">
            {error}
          </p>
        ) : null}
        {help === undefined ? null : <p className="text-muted">{help}</p>}
      </div>
    </fieldset>
  )
}

/** One of many. The browser's own list: right on every device, with type-ahead, for no bytes. */
export function SelectField<Value extends string>({
  label,
  value,
  options,
  onChange,
  help,
  error,
  isDisabled = false,
}: ChoiceProps<Value>) {
  return (
    <Field label={label} help={help} error={error} isRequired>
      {({ id, describedBy, isInvalid }) => (
        <Select
          id={id}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          disabled={isDisabled}
          value={value}
          onChange={(event) => {
            const found = options.find((option) => option.value === event.target.value)
            if (found !== undefined) onChange(found.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** The bare select with our chevron. */
export function Select(props: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select {...props} className={`${CONTROL} h-8 appearance-none pr-8`} />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-muted"
      />
    </span>
  )
}

/** A choice whose options need a sentence each. */
export function RadioCards<Value extends string>({ label, value, options, onChange, help }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-label font-medium text-ink">{label}</legend>
      <div className="flex flex-col gap-1.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex gap-2.5 rounded-md border border-line-strong bg-surface px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block text-table font-medium">{option.label}</span>
              {option.note === undefined ? null : <span className="block text-label text-muted">{option.note}</span>}
            </span>
          </label>
        ))}
      </div>
      {help === undefined ? null : <p className="text-label text-muted">{help}</p>}
    </fieldset>
  )
}

/** A tick box with a label, or with a hidden one inside a table. */
export function Checkbox({
  label,
  isHidden = false,
  isMixed = false,
  help,
  ...input
}: Omit<ComponentProps<'input'>, 'type' | 'id'> & {
  label: string
  isHidden?: boolean
  isMixed?: boolean
  help?: ReactNode
}) {
  const id = useId()
  return (
    <span className="inline-flex items-start gap-2">
      <input
        {...input}
        id={id}
        type="checkbox"
        ref={(element) => {
          if (element !== null) element.indeterminate = isMixed
        }}
        aria-label={isHidden ? label : undefined}
        className="mt-px size-4 shrink-0 cursor-pointer rounded-[4px] accent-accent disabled:cursor-not-allowed"
      />
      {isHidden ? null : (
        <span>
          <label htmlFor={id} className="text-table">
            {label}
          </label>
          {help === undefined ? null : <span className="block text-label text-muted">{help}</span>}
        </span>
      )}
    </span>
  )
}

/** On or off, taking effect where it stands. */
export function SwitchField({
  label,
  isOn,
  onChange,
  help,
  error,
  isDisabled = false,
}: {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
  help?: ReactNode
  error?: ReactNode
  isDisabled?: boolean
}) {
  const id = useId()
  const hasError = error !== undefined && error !== null && error !== ''
  return (
    <div className="flex items-start gap-3">
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        disabled={isDisabled}
        onClick={() => onChange(!isOn)}
        className="relative mt-0.5 h-[18px] w-8 shrink-0 rounded-full border border-control bg-sunken transition-colors duration-[120ms] before:absolute before:-inset-3 before:hidden aria-checked:border-accent aria-checked:bg-accent disabled:opacity-55 touch:before:block"
      >
        <span
          aria-hidden
          className={`absolute top-[2px] size-3 rounded-full transition-[left] duration-[120ms] ${isOn ? 'left-4 bg-on-accent' : 'left-[2px] bg-muted'}`}
        />
      </button>
      <div className="min-w-0">
        <span id={`${id}-label`} className="text-table font-medium">
          {label}
        </span>
        {help === undefined ? null : (
          <p id={`${id}-help`} className="text-label text-muted">
            {help}
          </p>
        )}
        {hasError ? (
          <p role="alert" className="text-label text-bad-ink">
            {error}
          </p>
        ) : null}
      </div>
    </div>
  )
}
