import type * as z from 'zod'
import { describe, expectTypeOf, it } from 'vitest'
import type { Capabilities } from '../../domain/capabilities'
import type { ConfigurationDocument } from '../../domain/configuration'
import type { FieldChange, FlowLogSpec } from '../../domain/flow-log-spec'
import type { Problem } from '../../domain/problem'
import type { ConnectionCheck } from '../../providers/provider'
import type { connectionCheck } from './accounts'
import type { configurationDocument } from './configuration-document'
import type { cloudProblem } from './problem'
import type { providerCapabilities } from './providers'
import type { fieldChange, flowLogSpec } from './spec'

type Unchangeable<Value> = Value extends readonly (infer Item)[]
  ? readonly Unchangeable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Unchangeable<Value[Key]> }
    : Value

/** Schemas are written by hand beside the domain's types: the compiler holds the two together, in both directions. */
describe('schemas agree with the domain', () => {
  it('word for word', () => {
    expectTypeOf<Unchangeable<z.output<typeof configurationDocument>>>().toExtend<ConfigurationDocument>()
    expectTypeOf<ConfigurationDocument>().toExtend<Unchangeable<z.input<typeof configurationDocument>>>()
    expectTypeOf<FlowLogSpec>().toExtend<Unchangeable<z.input<typeof flowLogSpec>>>()
    expectTypeOf<Unchangeable<z.output<typeof flowLogSpec>>>().toExtend<FlowLogSpec>()
    expectTypeOf<FieldChange>().toExtend<Unchangeable<z.input<typeof fieldChange>>>()
    expectTypeOf<Problem>().toExtend<Unchangeable<z.input<typeof cloudProblem>>>()
    expectTypeOf<Capabilities>().toExtend<Unchangeable<z.input<typeof providerCapabilities>>>()
    expectTypeOf<ConnectionCheck>().toExtend<Unchangeable<z.input<typeof connectionCheck>>>()
  })
})
