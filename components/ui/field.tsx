import { useId, type ComponentProps, type ReactNode } from 'react'

interface FieldProps {
  readonly label: string
  readonly help?: ReactNode
  readonly error?: ReactNode
  readonly isRequired?: boolean
  readonly aside?: ReactNode
}

export const CONTROL =
  'w-full rounded-md border border-control bg-surface px-2.5 text-table text-ink hover:border-muted disabled:cursor-not-allowed disabled:bg-sunken disabled:text-faint aria-invalid:border-bad-fill touch:min-h-11'

/** A label, its control, what it is for, and what is wrong with it. The control gets the ids that tie them together. */
export function Field({
  label,
  help,
  error,
  isRequired = false,
  aside,
  children,
}: FieldProps & { children: (ids: { id: string; describedBy: string | undefined; isInvalid: boolean }) => ReactNode }) {
  const id = useId()
  const isInvalid = error !== undefined && error !== null && error !== ''
  const described = [isInvalid ? `${id}-error` : null, help === undefined ? null : `${id}-help`]
    .filter(Boolean)
    .join(' ')
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} id={`${id}-label`} className="text-label font-medium text-ink">
          {label}
          {isRequired ? null : <span className="ml-1.5 font-normal text-faint">optional</span>}
        </label>
        {aside}
      </div>
      {children({ id, describedBy: described === '' ? undefined : described, isInvalid })}
      {isInvalid ? (
        <p id={`${id}-error`} className="text-label text-bad-ink" role="alert">
          {error}
        </p>
      ) : null}
      {help === undefined ? null : (
        <p id={`${id}-help`} className="text-label text-muted">
          {help}
        </p>
      )}
    </div>
  )
}

/** One line of text. */
export function TextField({
  label,
  help,
  error,
  isRequired = false,
  aside,
  mono = false,
  ...input
}: FieldProps & { mono?: boolean } & Omit<ComponentProps<'input'>, 'id'>) {
  return (
    <Field label={label} help={help} error={error} isRequired={isRequired} aside={aside}>
      {({ id, describedBy, isInvalid }) => (
        <input
          autoComplete="off"
          spellCheck={false}
          {...input}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          required={isRequired}
          className={`${CONTROL} h-8 ${mono ? 'font-mono text-mono' : ''}`}
        />
      )}
    </Field>
  )
}

/** Several lines of text. */
export function TextAreaField({
  label,
  help,
  error,
  isRequired = false,
  aside,
  mono = false,
  ...area
}: FieldProps & { mono?: boolean } & Omit<ComponentProps<'textarea'>, 'id'>) {
  return (
    <Field label={label} help={help} error={error} isRequired={isRequired} aside={aside}>
      {({ id, describedBy, isInvalid }) => (
        <textarea
          spellCheck={false}
          rows={3}
          {...area}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          className={`${CONTROL} scroll-quiet resize-y py-1.5 ${mono ? 'font-mono text-mono' : ''}`}
        />
      )}
    </Field>
  )
}
