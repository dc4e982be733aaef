import type { Notes, Place } from '../notes'
import type { HclBlock, HclBody, HclExpression } from './expression'

/** What a reference leads to. */
export type Resolution =
  /** Another expression of the document, and the steps into its value. */
  | {
      readonly kind: 'expression'
      readonly expression: HclExpression
      readonly rest: readonly string[]
      readonly note: string | null
    }
  /** A text made of fixed parts and expressions: an ARN from the name of what it names. */
  | { readonly kind: 'template'; readonly parts: readonly (string | HclExpression)[]; readonly note: string | null }
  | { readonly kind: 'unresolved'; readonly because: string }

/**
 * Attributes that follow from the arguments of another resource, so that they are known before it exists: `{name}` is an
 * argument, words in double braces are Weir's placeholders.
 * Source: Terraform AWS provider and Alibaba Cloud provider, attribute references of these resources, read 2026-11
 */
const DERIVED: Readonly<Record<string, readonly (string | { readonly argument: readonly string[] })[]>> = {
  'aws_s3_bucket.arn': ['arn:{partition}:s3:::', { argument: ['bucket'] }],
  'aws_s3_bucket.id': [{ argument: ['bucket'] }],
  'aws_cloudwatch_log_group.arn': ['arn:{partition}:logs:{region}:{accountId}:log-group:', { argument: ['name'] }],
  'aws_cloudwatch_log_group.id': [{ argument: ['name'] }],
  'aws_iam_role.arn': ['arn:{partition}:iam::{accountId}:role/', { argument: ['name'] }],
  'aws_kinesis_firehose_delivery_stream.arn': [
    'arn:{partition}:firehose:{region}:{accountId}:deliverystream/',
    { argument: ['name'] },
  ],
  'alicloud_log_project.id': [{ argument: ['project_name', 'name'] }],
  'alicloud_log_project.name': [{ argument: ['name', 'project_name'] }],
  'alicloud_log_project.project_name': [{ argument: ['project_name', 'name'] }],
  'alicloud_log_store.name': [{ argument: ['name', 'logstore_name'] }],
  'alicloud_log_store.logstore_name': [{ argument: ['logstore_name', 'name'] }],
}

/** What the caller's own identity becomes: a placeholder, filled in for every target. */
const IDENTITY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_caller_identity: { account_id: '{accountId}', id: '{accountId}' },
  aws_region: { name: '{region}', id: '{region}', region: '{region}' },
  aws_partition: { partition: '{partition}', id: '{partition}' },
  alicloud_account: { id: '{accountId}' },
  alicloud_caller_identity: { account_id: '{accountId}', id: '{accountId}' },
}

/** Everything a document declares that references can lead to. */
export class HclScope {
  private readonly variables = new Map<string, HclBlock>()
  private readonly locals = new Map<string, HclExpression>()
  private readonly resources = new Map<string, HclBlock>()
  private readonly data = new Map<string, HclBlock>()
  private readonly noted = new Set<string>()

  constructor(body: HclBody) {
    for (const block of body.blocks) {
      const [first = '', second = ''] = block.labels
      if (block.type === 'variable') this.variables.set(first, block)
      if (block.type === 'resource') this.resources.set(`${first}.${second}`, block)
      if (block.type === 'data') this.data.set(`${first}.${second}`, block)
      if (block.type === 'locals') for (const { name, value } of block.body.attributes) this.locals.set(name, value)
    }
  }

  resolve(steps: readonly string[]): Resolution {
    const [root = '', first = '', second = '', ...rest] = steps
    switch (root) {
      case 'var':
        return this.variable(first, steps.slice(2))
      case 'local': {
        const expression = this.locals.get(first)
        if (expression === undefined) return unresolved('is a local value that is not in this document')
        return { kind: 'expression', expression, rest: steps.slice(2), note: null }
      }
      case 'data':
        return this.dataSource(first, second, rest)
      case 'module':
        return unresolved('is an output of a module')
      case 'each':
      case 'count':
        return unresolved(`differs for every instance that ${root === 'each' ? 'for_each' : 'count'} makes`)
      case 'path':
      case 'terraform':
      case 'self':
        return unresolved('is known to Terraform while it runs')
      default:
        return this.resource(
          root,
          first,
          [second, ...rest].filter((step) => step !== ''),
        )
    }
  }

  /** Notes something once per document, however often it is used. */
  noteOnce(notes: Notes, message: string, at: Place, field: string): void {
    if (this.noted.has(message)) return
    this.noted.add(message)
    notes.info(message, at, field)
  }

  private variable(name: string, rest: readonly string[]): Resolution {
    const block = this.variables.get(name)
    if (block === undefined) return unresolved('is a variable that is not in this document')
    const value = attributeOf(block, 'default')
    if (value === null) return unresolved('is a variable without a default')
    return { kind: 'expression', expression: value, rest, note: `var.${name} is taken at its default.` }
  }

  private dataSource(type: string, name: string, rest: readonly string[]): Resolution {
    const block = this.data.get(`${type}.${name}`)
    const placeholder = IDENTITY[type]?.[rest.join('.')]
    // Another provider may mean another account: then it is not the target's own.
    const isOwn = block === undefined || attributeOf(block, 'provider') === null
    if (placeholder === undefined || !isOwn) return unresolved('is looked up by Terraform')
    const note = `data.${type}.${name} becomes ${placeholder}, which Weir fills in for every target.`
    return { kind: 'template', parts: [placeholder], note }
  }

  private resource(type: string, name: string, rest: readonly string[]): Resolution {
    const block = this.resources.get(`${type}.${name}`)
    const attribute = rest[0] ?? ''
    if (block === undefined) {
      return unresolved(
        rest.length === 0 ? 'is nothing Weir knows' : 'is an attribute of something that is not in this document',
      )
    }
    if (['count', 'for_each', 'provider'].some((name) => attributeOf(block, name) !== null)) {
      return unresolved('belongs to a resource with count, for_each or another provider')
    }
    const written = attributeOf(block, attribute)
    if (written !== null) return { kind: 'expression', expression: written, rest: rest.slice(1), note: null }
    const recipe = rest.length === 1 ? DERIVED[`${type}.${attribute}`] : undefined
    const parts = (recipe ?? []).map((part) =>
      typeof part === 'string'
        ? part
        : (part.argument.map((argument) => attributeOf(block, argument)).find((one) => one !== null) ?? null),
    )
    const isComplete = parts.length > 0 && parts.every((part) => part !== null)
    if (!isComplete || (type === 'aws_iam_role' && attributeOf(block, 'path') !== null)) {
      return unresolved('is known once Terraform has made it')
    }
    const note = `${type}.${name}.${attribute} is derived from its name.`
    return { kind: 'template', parts, note }
  }
}

/** The attribute of a block by name; null when it has none, or has the literal null. Pure. */
export function attributeOf(block: HclBlock, name: string): HclExpression | null {
  const value = block.body.attributes.findLast((attribute) => attribute.name === name)?.value ?? null
  return value?.kind === 'literal' && value.value === null ? null : value
}

const unresolved = (because: string): Resolution => ({ kind: 'unresolved', because })
