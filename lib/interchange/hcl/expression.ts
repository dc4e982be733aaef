import type { Place } from '../notes'

/** An expression as far as Weir reads it; everything else keeps its source. */
export type HclExpression =
  | {
      readonly kind: 'literal'
      readonly value: string | number | boolean | null
      readonly at: Place
      readonly source: string
    }
  | { readonly kind: 'template'; readonly parts: readonly HclExpression[]; readonly at: Place; readonly source: string }
  | { readonly kind: 'tuple'; readonly items: readonly HclExpression[]; readonly at: Place; readonly source: string }
  | { readonly kind: 'object'; readonly entries: readonly HclEntry[]; readonly at: Place; readonly source: string }
  /** `var.name`, `aws_vpc.main.id`, `local.list[0]`: steps as text. */
  | { readonly kind: 'reference'; readonly steps: readonly string[]; readonly at: Place; readonly source: string }
  | {
      readonly kind: 'call'
      readonly name: string
      readonly arguments: readonly HclExpression[]
      readonly at: Place
      readonly source: string
    }
  | { readonly kind: 'other'; readonly at: Place; readonly source: string }

export interface HclEntry {
  readonly key: HclExpression
  readonly value: HclExpression
}

export interface HclAttribute {
  readonly name: string
  readonly at: Place
  readonly value: HclExpression
}

/** `resource "aws_flow_log" "main" { … }` */
export interface HclBlock {
  readonly type: string
  readonly labels: readonly string[]
  readonly body: HclBody
  readonly at: Place
}

export interface HclBody {
  readonly attributes: readonly HclAttribute[]
  readonly blocks: readonly HclBlock[]
}
