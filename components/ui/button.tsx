import { cva, type VariantProps } from 'class-variance-authority'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'

const button = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors duration-[120ms] disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 touch:min-h-11',
  {
    variants: {
      look: {
        primary: 'border-transparent bg-accent text-on-accent hover:not-disabled:bg-accent-hover',
        secondary: 'border-line-strong bg-surface text-ink hover:not-disabled:bg-hover',
        quiet: 'border-transparent bg-transparent text-muted hover:not-disabled:bg-hover hover:not-disabled:text-ink',
        danger: 'border-bad-fill/50 bg-surface text-bad-ink hover:not-disabled:bg-bad-wash',
      },
      size: { small: 'h-7 px-2 text-label', medium: 'h-8 px-3 text-table', large: 'h-9 px-4 text-body' },
      square: { true: 'aspect-square px-0', false: '' },
    },
    defaultVariants: { look: 'secondary', size: 'medium', square: false },
  },
)

type Look = VariantProps<typeof button>

/** A button. `isBusy` keeps its width and says so to screen readers. */
export function Button({
  look,
  size,
  square,
  className,
  isBusy = false,
  children,
  ...rest
}: ComponentProps<'button'> & Look & { isBusy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      className={button({ look, size, square, className })}
    >
      {isBusy ? (
        <span aria-hidden className="size-3 animate-turn rounded-full border-2 border-current border-r-transparent" />
      ) : null}
      {children}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton({ look, size, square, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link {...rest} className={button({ look, size, square, className })} />
}

/** A button that shows only an icon; the label is its name and its tip. */
export function IconButton({
  label,
  children,
  size = 'medium',
  look = 'quiet',
  ...rest
}: Omit<ComponentProps<typeof Button>, 'children' | 'square'> & { label: string; children: ReactNode }) {
  return (
    <Button {...rest} look={look} size={size} square aria-label={label} data-tip={label}>
      {children}
    </Button>
  )
}
