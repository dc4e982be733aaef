import pc from 'picocolors'

/** Tells a person what is happening. Every step says when it begins, how long it takes, and how it ended. */
export interface Progress {
  /** Runs one step; `note` adds what was found to its line. */
  step<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>
}

const TICK_MS = 1_000

/** Steps as lines of a terminal: the running one counts its seconds in place; without a terminal, one line at each end. */
export function terminalProgress(out: NodeJS.WriteStream = process.stdout): Progress {
  const interactive = out.isTTY
  return {
    async step(title, work) {
      const begin = Date.now()
      const seconds = () => ((Date.now() - begin) / 1000).toFixed(1)
      let found = ''
      const draw = () => out.write(`\r\u001b[2K${pc.dim('…')} ${title} ${pc.dim(`${seconds()} s`)}`)
      if (interactive) draw()
      else out.write(`… ${title}\n`)
      const timer = interactive ? setInterval(draw, TICK_MS) : undefined
      const finish = (mark: string) => {
        clearInterval(timer)
        const line = `${mark} ${title}${found === '' ? '' : `: ${found}`} ${pc.dim(`(${seconds()} s)`)}\n`
        out.write(interactive ? `\r\u001b[2K${line}` : line)
      }
      try {
        const result = await work((text) => (found = text))
        finish(pc.green('✔'))
        return result
      } catch (error) {
        finish(pc.red('✖'))
        throw error
      }
    },
  }
}

/** For tests: nothing is printed. */
export const silentProgress: Progress = { step: (_title, work) => work(() => undefined) }
