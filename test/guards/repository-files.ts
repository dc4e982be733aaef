import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** The files of the repository, tracked or about to be, whose path matches. */
export function repositoryFiles(pattern: RegExp): string[] {
  const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  return [...new Set(output.split('\n'))].filter((path) => pattern.test(path) && existsSync(path)).sort()
}
