import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** A file that holds the world between starts: written whole, under another name first, so that a crash never leaves half of it. */
export class WorldFile {
  private readonly path: string
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> = Promise.resolve()

  /** `dump` is called at the moment of writing. Changes within `debounceMs` are written together. */
  constructor(
    private readonly directory: string,
    private readonly dump: () => unknown,
    private readonly report: (message: string) => void,
    private readonly debounceMs = 500,
  ) {
    this.path = join(directory, 'world.json')
  }

  /** The stored world; undefined when there is none yet. A file that is not JSON is an error: it is somebody's data. */
  async read(): Promise<unknown> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
    try {
      return JSON.parse(text)
    } catch (error) {
      throw new Error(`${this.path} is not readable as a saved world; move it away or start with --fresh`, {
        cause: error,
      })
    }
  }

  /** Says that the world has changed; it is written soon. */
  touch(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.flush().catch((error: unknown) => {
        this.report(`the world could not be saved: ${error instanceof Error ? error.message : String(error)}`)
      })
    }, this.debounceMs)
    this.timer.unref()
  }

  /** Writes now, after any write that is under way. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = undefined
    const write = this.writing.then(() => this.write())
    // The next write must not inherit this one's failure.
    this.writing = write.catch(() => undefined)
    await write
  }

  private async write(): Promise<void> {
    await mkdir(this.directory, { recursive: true })
    const draft = `${this.path}.${process.pid}.tmp`
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(JSON.stringify(this.dump()))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, this.path)
  }
}
