import { Refusal } from '../domain/refusal'
import type { Selector } from '../domain/configuration'
import type { ProviderId } from '../domain/provider-id'
import type { TargetFamily } from '../domain/resource'
import type { Selection, SelectorPreviewAnswer } from '../http/schemas/configurations'
import { previewSelector } from '../read-models/preview-selector'
import { resolveSelection } from './resolve-selection'
import type { ServiceContext } from './service-context'

export interface PreviewInput {
  readonly provider: ProviderId
  readonly family: TargetFamily
  readonly selector?: Selector | undefined
  readonly selection?: Selection | undefined
}

/** What a selector, or a selection that would become one, selects today. Changes nothing. */
export async function previewSelection(context: ServiceContext, input: PreviewInput): Promise<SelectorPreviewAnswer> {
  if ((input.selector === undefined) === (input.selection === undefined)) {
    throw new Refusal({
      kind: 'invalidInput',
      code: 'invalid-input',
      detail: 'A preview takes either a selector or a selection.',
      errors: [{ pointer: '', message: 'must hold either selector or selection', remedy: null }],
    })
  }
  const selector =
    input.selector ??
    (input.selection === undefined
      ? null
      : await resolveSelection(context.database, input.selection, input, context.clock()))
  if (selector === null) throw new Error('neither selector nor selection')
  return previewSelector(context.database, selector, input)
}
