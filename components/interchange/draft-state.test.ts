import { describe, expect, it } from 'vitest'
import type { ImportedDraft } from '@/lib/http/schemas/interchange'
import { draftState, importSentence } from './draft-state'
import { formatsFor } from './export-formats'

const DRAFT = {
  name: 'app',
  provider: 'aws-ec2',
  document: {} as ImportedDraft['document'],
  selector: { kind: 'explicit', targets: ['x'] },
  targetCount: 1,
  targets: [],
  problemCount: 0,
  withoutTarget: 0,
  lines: [1],
  violations: [],
} satisfies ImportedDraft

const VIOLATION = { pointer: '/name', message: 'x', remedy: null, severity: 'error', rule: null, source: null } as const

describe('the state of an imported draft', () => {
  it.each<[why: string, change: Partial<ImportedDraft>, word: string, isReady: boolean]>([
    ['complete', {}, 'Ready', true],
    ['a target that was not found', { problemCount: 1 }, 'Some targets missing', true],
    ['a target that could not be read', { withoutTarget: 1 }, 'Some targets missing', true],
    ['no target at all', { selector: null, violations: [VIOLATION] }, 'No targets', false],
    ['a rule that is broken', { violations: [VIOLATION] }, 'Not complete', false],
    ['a member that has not its form', { document: null }, 'Not complete', false],
  ])('%s', (_why, change, word, isReady) => {
    expect(draftState({ ...DRAFT, ...change })).toMatchObject({ word, isReady })
  })

  it('comes to one sentence', () => {
    const note = { severity: 'warning' }
    expect(
      importSentence({ formatLabel: 'Terraform state', drafts: [DRAFT, DRAFT], notes: [note, { severity: 'info' }] }),
    ).toBe('Terraform state: 2 Configurations for 2 targets; 1 thing needs a look.')
    expect(importSentence({ formatLabel: null, drafts: [DRAFT], notes: [] })).toBe(
      'Document: 1 Configuration for 1 target; everything was understood.',
    )
    expect(importSentence({ formatLabel: null, drafts: [], notes: [note] })).toBe(
      'The document: nothing was taken over.',
    )
  })
})

describe('the formats offered for an export', () => {
  it('leave out what has no words for it', () => {
    const thing = { kind: 'flow-log', id: 'x', provider: 'aws-ec2', exists: true } as const
    const formats = (change: Partial<Parameters<typeof formatsFor>[0]>) =>
      formatsFor({ ...thing, ...change }).map(({ value }) => value)
    expect(formats({})).toContain('tfstate')
    expect(formats({ exists: false })).not.toContain('tfstate')
    expect(formats({ provider: 'alibaba-cen' })).not.toContain('cloudformation')
  })
})
