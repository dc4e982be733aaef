import { startWatchedChild } from '../processes/watched-child'
import { StartFailure } from '../start-failure'

/** Lines of a failed tool's output that are shown; its end says why. */
const SHOWN_LINES = 30

/** Runs a Node program of the checkout to its end; when it fails, the end of what it printed becomes the error. */
export async function runTool(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted()
  const child = await startWatchedChild({
    name,
    command: process.execPath,
    args,
    env,
    output: 'pipe',
    stopSignal: 'SIGTERM',
  })
  const onAbort = () => void child.stop()
  signal?.addEventListener('abort', onAbort, { once: true })
  let output = ''
  const collect = (chunk: Buffer) => (output += chunk.toString())
  child.process.stdout?.on('data', collect)
  child.process.stderr?.on('data', collect)
  const how = await child.ended
  signal?.removeEventListener('abort', onAbort)
  signal?.throwIfAborted()
  if (child.process.exitCode !== 0) {
    throw new StartFailure(`${name} ${how}:\n${output.trim().split('\n').slice(-SHOWN_LINES).join('\n')}`)
  }
}
