import { readAwsCommand } from './aws/read-command'
import { readAliyunCommand } from './cen/read-command'
import type { ImportedFlowLogs } from './imported'
import { type Notes, shortly } from './notes'
import { noteIgnored, withoutAssignments } from './shell/options'
import { shellCommands, type Word } from './shell/words'
import { Unreadable } from './source/bounds'

/**
 * Reads `aws ec2 create-flow-logs` and `aliyun cbn CreateFlowlog` out of a shell text. Nothing is run; other commands are
 * named. Throws `Unreadable`.
 */
export function readCommands(text: string, notes: Notes): readonly ImportedFlowLogs[] {
  const { commands, open } = shellCommands(text)
  if (open !== null) throw new Unreadable('This quote is never closed.', open.at, 'Close it with the same quote.')
  const environment = new Map<string, string>()
  return commands.flatMap((command) => {
    const { words, assigned } = withoutAssignments(command.words)
    noteIgnored(command, notes)
    const isForAll = words.length === 0
    const own = isForAll ? environment : new Map(environment)
    for (const [name, { text: value, expansions }] of assigned) if (expansions.length === 0) own.set(name, value)
    if (isForAll) return []
    if (isCall(words, 'aws', 'ec2', 'create-flow-logs')) {
      const logs = readAwsCommand(words, own, notes)
      return logs === null ? [] : [logs]
    }
    if (isCall(words, 'aliyun', 'cbn', 'CreateFlowlog')) return [readAliyunCommand(words, own, notes)]
    const [first] = words
    const remedy = 'Weir reads aws ec2 create-flow-logs and aliyun cbn CreateFlowlog.'
    // Only the name of the program is repeated: its words may hold secrets.
    notes.warning(`“${shortly(first?.text ?? '', 40)}…” declares no flow log.`, first?.at ?? null, null, remedy)
    return []
  })
}

/** Whether the words call one operation of a program; options may stand before it. Pure. */
function isCall(words: readonly Word[], program: string, service: string, operation: string): boolean {
  const name = (words[0]?.text ?? '')
    .split('/')
    .at(-1)
    ?.replace(/\.exe$/, '')
  const texts = words.map(({ text }) => text)
  const index = texts.indexOf(service)
  return name === program && index > 0 && texts[index + 1] === operation
}
