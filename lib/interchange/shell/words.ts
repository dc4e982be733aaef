import { shortly, type Place } from '../notes'
import { placesIn } from '../source/lines'

/** One word of a command line, as the shell would hand it over. */
export interface Word {
  readonly text: string
  readonly at: Place
  /** What the shell would have replaced before the command saw it: `$NAME`, `$(…)`; kept as written in `text`. */
  readonly expansions: readonly string[]
}

/** One simple command: its words, and what stands behind it that is not read (a pipe, a redirection). */
export interface ShellCommand {
  readonly words: readonly Word[]
  readonly ignored: readonly { readonly text: string; readonly at: Place }[]
}

/** Where a quote is left open. */
export interface OpenQuote {
  readonly at: Place
}

/**
 * Splits a POSIX shell text into simple commands: quotes, backslashes, comments, lines continued with a backslash. Pure:
 * nothing is run or replaced, so what a shell would have expanded is only marked. Null when a quote is left open.
 */
export function shellCommands(text: string): { commands: readonly ShellCommand[]; open: OpenQuote | null } {
  return new Lexer(text).run()
}

/** A character that ends a word outside quotes. */
const ENDS_WORD = /[\s;&|<>()]/

class Lexer {
  private readonly placeOf: (offset: number) => Place
  private readonly commands: ShellCommand[] = []
  private words: Word[] = []
  private ignored: { text: string; at: Place }[] = []
  private isBehindPipe = false
  private position = 0

  constructor(private readonly text: string) {
    this.placeOf = placesIn(text)
  }

  run(): { commands: readonly ShellCommand[]; open: OpenQuote | null } {
    while (this.position < this.text.length) {
      const character = this.text[this.position] ?? ''
      if (this.startsContinuation()) this.position += this.text[this.position + 1] === '\r' ? 3 : 2
      else if (character === '\n' || character === ';') this.endCommand()
      else if (/\s/.test(character)) this.position += 1
      else if (character === '#') this.skipLine()
      else if (character === '&' || character === '|') this.operator(character)
      else if (character === '<' || character === '>') this.redirection()
      else if (character === '(' || character === ')') this.position += 1
      else {
        const open = this.word()
        if (open !== null) return { commands: [], open: { at: this.placeOf(open) } }
      }
    }
    this.endCommand()
    return { commands: this.commands, open: null }
  }

  private startsContinuation(): boolean {
    return this.text[this.position] === '\\' && /^\r?\n/.test(this.text.slice(this.position + 1, this.position + 3))
  }

  private skipLine(): void {
    const end = this.text.indexOf('\n', this.position)
    this.position = end === -1 ? this.text.length : end
  }

  private endCommand(): void {
    this.position += 1
    if (this.words.length > 0) this.commands.push({ words: this.words, ignored: this.ignored })
    this.words = []
    this.ignored = []
    this.isBehindPipe = false
  }

  /** `&&`, `||` and `&` end a command; what follows a pipe only looks at its output. */
  private operator(character: string): void {
    const isDouble = this.text[this.position + 1] === character
    if (character === '|' && !isDouble) {
      this.isBehindPipe = true
      this.ignored.push({ text: '|', at: this.placeOf(this.position) })
      this.position += 1
      return
    }
    if (isDouble) this.position += 1
    this.endCommand()
  }

  private redirection(): void {
    const at = this.placeOf(this.position)
    const match = /^[<>&]+\s*[^\s;&|<>]*/.exec(this.text.slice(this.position, this.position + 4_096))
    this.ignored.push({ text: shortly(match?.[0] ?? '>'), at })
    this.position += match?.[0].length ?? 1
  }

  /** Reads one word; answers the offset of a quote that is left open, or null. */
  private word(): number | null {
    const start = this.position
    let text = ''
    const expansions: string[] = []
    while (this.position < this.text.length) {
      const character = this.text[this.position] ?? ''
      if (ENDS_WORD.test(character)) break
      if (character === "'") {
        const end = this.text.indexOf("'", this.position + 1)
        if (end === -1) return this.position
        text += this.text.slice(this.position + 1, end)
        this.position = end + 1
      } else if (character === '"') {
        const opened = this.position
        this.position += 1
        for (;;) {
          const inner = this.text[this.position]
          if (inner === undefined) return opened
          if (inner === '"') break
          text += this.quotedCharacter(inner, expansions)
        }
        this.position += 1
      } else if (character === '\\') {
        if (!this.startsContinuation()) text += this.text[this.position + 1] ?? ''
        else if (this.text[this.position + 1] === '\r') this.position += 1
        this.position += 2
      } else {
        text += this.plainCharacter(character, expansions)
      }
    }
    const word = { text, at: this.placeOf(start), expansions }
    if (!this.isBehindPipe) this.words.push(word)
    return null
  }

  private quotedCharacter(character: string, expansions: string[]): string {
    if (character !== '\\') return this.plainCharacter(character, expansions)
    const next = this.text[this.position + 1] ?? ''
    this.position += 2
    if (next === '\n') return ''
    return '$`"\\'.includes(next) ? next : `\\${next}`
  }

  /** A character that is not quoted away: `$` and a backtick would make the shell put something else here. */
  private plainCharacter(character: string, expansions: string[]): string {
    const mayExpand = character === '$' || character === '`'
    const rest = mayExpand ? this.text.slice(this.position, this.position + 4_096) : ''
    const expansion =
      /^(?:\$\{[^}]{0,200}\}|\$\([^)]{0,500}\)|\$[A-Za-z_][A-Za-z0-9_]*|\$[0-9@*#?$!-]|`[^`]{0,500}`)/.exec(rest)?.[0]
    if (expansion === undefined) {
      this.position += 1
      return character
    }
    expansions.push(expansion)
    this.position += expansion.length
    return expansion
  }
}
