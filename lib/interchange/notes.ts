/** A place in a document, counted from 1 as editors do. */
export interface Place {
  readonly line: number
  readonly column: number
}

/**
 * Something a reader of a document has to know. `error`: a flow log, or the whole document, was not taken over.
 * `warning`: something it says was not understood, could not be resolved or has no place here, so a person must look.
 * `info`: understood, and nothing is lost by it.
 */
export type NoteSeverity = 'error' | 'warning' | 'info'

/** One note about one place of a document. */
export interface Note {
  readonly severity: NoteSeverity
  /** What happened, one sentence. Never holds the value of something unknown: it may be a secret. */
  readonly message: string
  readonly remedy: string | null
  /** What it is about, as the document names it, for example `aws_flow_log.main.log_destination`. */
  readonly field: string | null
  readonly line: number | null
  readonly column: number | null
}

const MAX_NOTES = 500

/** Collects notes while a document is read; bounded, and says so when it is full. */
export class Notes {
  private readonly list: Note[] = []
  private leftOut = 0
  private errors = 0

  error(message: string, at: Place | null, field: string | null = null, remedy: string | null = null): void {
    this.add('error', message, at, field, remedy)
  }

  warning(message: string, at: Place | null, field: string | null = null, remedy: string | null = null): void {
    this.add('warning', message, at, field, remedy)
  }

  info(message: string, at: Place | null, field: string | null = null, remedy: string | null = null): void {
    this.add('info', message, at, field, remedy)
  }

  /** How many errors were noted so far. */
  get errorCount(): number {
    return this.errors
  }

  /** All notes by place; what has no place comes last. */
  sorted(): readonly Note[] {
    const lineOf = (note: Note) => note.line ?? Number.MAX_SAFE_INTEGER
    const list = [...this.list].sort(
      (left, right) => lineOf(left) - lineOf(right) || (left.column ?? 0) - (right.column ?? 0),
    )
    if (this.leftOut === 0) return list
    const message = `${this.leftOut} more notes are not listed.`
    const remedy = 'Import the document in smaller parts.'
    return [...list, { severity: 'warning', message, remedy, field: null, line: null, column: null }]
  }

  private add(
    severity: NoteSeverity,
    message: string,
    at: Place | null,
    field: string | null,
    remedy: string | null,
  ): void {
    if (severity === 'error') this.errors += 1
    if (this.list.length >= MAX_NOTES) {
      this.leftOut += 1
      return
    }
    this.list.push({ severity, message, remedy, field, line: at?.line ?? null, column: at?.column ?? null })
  }
}

/** Whether everything a document says was taken over or needs no taking over. Pure. */
export function isUnderstood(notes: readonly Note[]): boolean {
  return notes.every(({ severity }) => severity === 'info')
}

/** A text shortened for a sentence. Pure. */
export function shortly(text: string, maxLength = 80): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`
}
