import type { JsonValue } from '../json'

/** One statement of an IAM, RAM, bucket or key policy, as the generators write it. */
export interface PolicyStatement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: JsonValue
  readonly Action: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}

/** A whole policy. Version `2012-10-17` is AWS's language, `1` Alibaba Cloud's. */
export interface PolicyDocument {
  readonly Version: '2012-10-17' | '1'
  readonly Statement: readonly PolicyStatement[]
}

/** A policy or statement as people copy it. Pure. */
export function policyText(value: PolicyDocument | PolicyStatement | readonly PolicyStatement[]): string {
  return JSON.stringify(value, null, 2)
}
