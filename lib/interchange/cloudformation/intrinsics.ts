import { type Notes, shortly, type Place } from '../notes'
import { MAX_DEPTH, tooDeep } from '../source/bounds'
import { mapNode, memberOf, type MapNode, plainText, type SourceNode, type UnresolvedNode } from '../source/node'

/**
 * Pseudo parameters that a Configuration has a word for.
 * Source: AWS CloudFormation user guide, pseudo parameters reference, read 2026-11
 */
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': '{accountId}',
  'AWS::Region': '{region}',
  'AWS::Partition': '{partition}',
}

/**
 * What `Ref` and `Fn::GetAtt` of a resource with a name of its own come to: `%` is that name.
 * Source: AWS CloudFormation template reference, return values of these types, read 2026-11
 */
const NAMED: Readonly<Record<string, { readonly name: string; readonly values: Readonly<Record<string, string>> }>> = {
  'AWS::S3::Bucket': { name: 'BucketName', values: { Ref: '%', Arn: 'arn:{partition}:s3:::%' } },
  'AWS::Logs::LogGroup': {
    name: 'LogGroupName',
    values: { Ref: '%', Arn: 'arn:{partition}:logs:{region}:{accountId}:log-group:%:*' },
  },
  'AWS::IAM::Role': { name: 'RoleName', values: { Ref: '%', Arn: 'arn:{partition}:iam::{accountId}:role/%' } },
  'AWS::KinesisFirehose::DeliveryStream': {
    name: 'DeliveryStreamName',
    values: { Ref: '%', Arn: 'arn:{partition}:firehose:{region}:{accountId}:deliverystream/%' },
  },
}

/** Resolves what a template says of itself: pseudo parameters, parameters with defaults, named resources, Sub and Join. */
export class Intrinsics {
  private readonly parameters: SourceNode | null
  private readonly resources: SourceNode | null
  private readonly noted = new Set<string>()

  constructor(
    template: MapNode,
    private readonly notes: Notes,
  ) {
    this.parameters = memberOf(template, 'Parameters')
    this.resources = memberOf(template, 'Resources')
  }

  /** A value with everything resolved that can be; the rest stays unresolved and says what it is. */
  resolve(node: SourceNode, depth = 0): SourceNode {
    if (depth > MAX_DEPTH) throw tooDeep()
    if (node.kind === 'list') return { ...node, items: node.items.map((item) => this.resolve(item, depth + 1)) }
    if (node.kind !== 'map') return node
    const [only, ...more] = node.members
    const isIntrinsic = only !== undefined && more.length === 0 && (only.name === 'Ref' || only.name.startsWith('Fn::'))
    if (isIntrinsic) {
      const value = this.intrinsic(only.name, only.value, node.at, depth)
      return value.kind === 'text' ? { ...value, isFilled: true } : value
    }
    return mapNode(
      node.at,
      node.members.map(({ name, value }) => [name, this.resolve(value, depth + 1)]),
    )
  }

  private intrinsic(name: string, argument: SourceNode, at: Place, depth: number): SourceNode {
    switch (name) {
      case 'Ref':
        return this.ref(plainText(argument) ?? '', at, depth)
      case 'Fn::GetAtt':
        return this.getAtt(argument, at, depth)
      case 'Fn::Sub':
        return this.sub(argument, at, depth)
      case 'Fn::Join':
        return this.join(argument, at, depth)
      default:
        return unresolved(name.replace('Fn::', '!'), 'is decided by CloudFormation', at)
    }
  }

  private ref(name: string, at: Place, depth: number): SourceNode {
    if (name === 'AWS::NoValue') return { kind: 'nothing', at }
    const pseudo = PSEUDO[name]
    if (pseudo !== undefined) {
      this.noteOnce(`${name} becomes ${pseudo}, which Weir fills in for every target.`, at)
      return { kind: 'text', value: pseudo, at }
    }
    if (name.startsWith('AWS::')) return unresolved(name, 'is known to the stack alone', at)
    const parameter = memberOf(this.parameters, name)
    if (parameter !== null) {
      const value = memberOf(parameter, 'Default')
      if (value === null || /^AWS::SSM::/.test(plainText(memberOf(parameter, 'Type')) ?? '')) {
        return unresolved(`!Ref ${name}`, 'is a parameter without a default', at)
      }
      this.noteOnce(`The parameter ${name} is taken at its default.`, at)
      return { ...value, at }
    }
    return this.named(name, 'Ref', at, depth)
  }

  private getAtt(argument: SourceNode, at: Place, depth: number): SourceNode {
    const parts =
      argument.kind === 'list'
        ? argument.items.map((item) => plainText(item) ?? '')
        : (plainText(argument) ?? '').split('.')
    const [name = '', ...attribute] = parts
    return this.named(name, attribute.join('.'), at, depth)
  }

  private named(logicalId: string, attribute: string, at: Place, depth: number): SourceNode {
    const resource = memberOf(this.resources, logicalId)
    const source = attribute === 'Ref' ? `!Ref ${logicalId}` : `!GetAtt ${logicalId}.${attribute}`
    if (resource === null) return unresolved(source, 'is nothing this template holds', at)
    const kind = NAMED[plainText(memberOf(resource, 'Type')) ?? '']
    const pattern = kind?.values[attribute]
    const properties = memberOf(resource, 'Properties')
    const given = kind === undefined ? null : memberOf(properties, kind.name)
    if (pattern === undefined || given === null || memberOf(properties, 'Path') !== null) {
      return unresolved(source, 'is known once the stack has made it', at)
    }
    const name = this.resolve(given, depth + 1)
    if (name.kind !== 'text') return unresolved(source, 'is known once the stack has made it', at)
    if (attribute !== 'Ref') this.noteOnce(`${source} is derived from its name.`, at)
    return { kind: 'text', value: pattern.replace('%', () => name.value), at }
  }

  /** `${Name}` and `${Name.Attribute}` are filled in; `${!Literal}` stands for `${Literal}`. */
  private sub(argument: SourceNode, at: Place, depth: number): SourceNode {
    const [first, second] = argument.kind === 'list' ? argument.items : [argument]
    const template = plainText(first ?? null)
    if (template === null) return unresolved('!Sub', 'has no text to fill', at)
    let text = ''
    let end = 0
    for (const match of template.matchAll(/\$\{(!?)([^}]*)\}/g)) {
      const [whole, bang, inner = ''] = match
      text += template.slice(end, match.index)
      end = match.index + whole.length
      if (bang === '!') {
        text += `\${${inner}}`
        continue
      }
      const name = inner.trim()
      const own = memberOf(second ?? null, name)
      const node =
        own !== null
          ? this.resolve(own, depth + 1)
          : name.includes('.')
            ? this.getAtt({ kind: 'text', value: name, at }, at, depth)
            : this.ref(name, at, depth)
      if (node.kind !== 'text' && node.kind !== 'number') {
        const because = node.kind === 'unresolved' ? node.because : 'is no text'
        return unresolved(`\${${shortly(name, 60)}} in !Sub`, because, at)
      }
      text += node.kind === 'text' ? node.value : node.written
    }
    return { kind: 'text', value: text + template.slice(end), at }
  }

  private join(argument: SourceNode, at: Place, depth: number): SourceNode {
    const [separator, list] = argument.kind === 'list' ? argument.items : []
    const delimiter = separator?.kind === 'text' ? separator.value : null
    if (delimiter === null || list?.kind !== 'list') return unresolved('!Join', 'joins what CloudFormation decides', at)
    const texts: string[] = []
    for (const item of list.items) {
      const node = this.resolve(item, depth + 1)
      if (node.kind === 'unresolved') return { ...node, at }
      if (node.kind !== 'text' && node.kind !== 'number') return unresolved('!Join', 'joins what is no text', at)
      texts.push(node.kind === 'text' ? node.value : node.written)
    }
    return { kind: 'text', value: texts.join(delimiter), at }
  }

  private noteOnce(message: string, at: Place): void {
    if (this.noted.has(message)) return
    this.noted.add(message)
    this.notes.info(message, at)
  }
}

function unresolved(source: string, because: string, at: Place): UnresolvedNode {
  return { kind: 'unresolved', source: shortly(source), because, at }
}
