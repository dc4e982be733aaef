'use client'

import { CodeBlock } from '@/components/ui/copy-text'
import { Dialog } from '@/components/ui/dialog'
import { Section } from '@/components/ui/facts'
import { RelativeTime } from '@/components/ui/relative-time'
import { spaced } from '@/components/words/nouns'
import type { StepAnswer } from './answer-of-step'
import { AnswerFacts } from './answer-facts'

/** One call and one answer of a cloud, whole: command, request, what came back. */
export function RawAnswerDialog({ answer, onClose }: { answer: StepAnswer; onClose: () => void }) {
  const { operation, attempt } = answer
  return (
    <Dialog isOpen onClose={onClose} title={`Raw answer to ${operation.kind}`} width="wide">
      <div className="space-y-5">
        {attempt === null ? (
          <p className="text-table text-muted">The call was not answered yet.</p>
        ) : (
          <div className="space-y-2 text-table">
            <p>
              Attempt {attempt.attempt}: {spaced(attempt.outcome).toLowerCase()},{' '}
              <RelativeTime at={attempt.at} className="text-muted" />
            </p>
            <AnswerFacts attempt={attempt} />
          </div>
        )}
        {attempt === null || attempt.item === null ? null : (
          <Section title="About this flow log">
            <CodeBlock label="Answer" code={JSON.stringify(attempt.item, null, 2)} />
          </Section>
        )}
        <Section title="Request">
          <CodeBlock label="Request" code={JSON.stringify(operation.request, null, 2)} />
        </Section>
        <Section title="Equivalent command">
          <CodeBlock label="Command" code={operation.command} isWrapped />
        </Section>
      </div>
    </Dialog>
  )
}
