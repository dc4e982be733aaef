import { awsOperationOf, readAwsCommand } from './aws/read-command'
import { aliyunOperationOf, readAliyunCommand } from './cen/read-command'
import type { ImportedFlowLogs } from './imported'
import { type Notes, shortly } from './notes'
import { noteIgnored } from './shell/options'
import { shellCommands } from './shell/words'
import { Unreadable } from './source/bounds'

/**
 * Reads `aws ec2 create-flow-logs` and `aliyun cbn CreateFlowlog` out of a shell text. Nothing is run; other commands are
 * named. Throws `Unreadable`.
 */
export function readCommands(text: string, notes: Notes): readonly ImportedFlowLogs[] {
  const { commands, open } = shellCommands(text)
  if (open !== null) throw new Unreadable('This quote is never closed.', open.at, 'Close it with the same quote.')
  return commands.flatMap((command) => {
    const [first] = command.words
    noteIgnored(command, notes)
    const aws = awsOperationOf(command.words)
    if (aws?.startsWith('ec2 create-flow-logs') === true || aws?.includes(' ec2 create-flow-logs') === true) {
      const logs = readAwsCommand(command.words, notes)
      return logs === null ? [] : [logs]
    }
    const aliyun = aliyunOperationOf(command.words)
    if (aliyun !== null && /^cbn CreateFlowlog( |$)/.test(aliyun)) return [readAliyunCommand(command.words, notes)]
    const remedy = 'Weir reads aws ec2 create-flow-logs and aliyun cbn CreateFlowlog.'
    // Only the name of the program is repeated: its words may hold secrets.
    notes.warning(`“${shortly(first?.text ?? '', 40)}…” declares no flow log.`, first?.at ?? null, null, remedy)
    return []
  })
}
