const PLAIN = /^[A-Za-z0-9_./:=@,+-]+$/

/** A text as one word of a POSIX shell. Pure. Single quotes keep `$`, backticks and line breaks as they are. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** One option with its value. Pure. A value that begins with a dash is joined on, or it would read as an option. */
export function shellOption(name: string, value: string): string {
  return value.startsWith('-') ? `${name}=${shellWord(value)}` : `${name} ${shellWord(value)}`
}

/** A command line from its words; options stand on lines of their own once it gets long. Pure. */
export function commandLine(command: string, options: readonly string[]): string {
  const short = [command, ...options].join(' ')
  return short.length <= 100 ? short : [command, ...options.map((option) => `  ${option}`)].join(' \\\n')
}
