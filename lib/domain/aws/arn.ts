/** The parts of an Amazon Resource Name; the resource part keeps its own colons. */
export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly accountId: string
  readonly resource: string
}

/** Takes an ARN apart; null when the text is none. Pure. */
export function parseArn(text: string): Arn | null {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/.exec(text)
  if (match === null) return null
  const [, partition = '', service = '', region = '', accountId = '', resource = ''] = match
  return { partition, service, region, accountId, resource }
}

/** Whether a partition is one of AWS: aws, aws-cn, aws-us-gov and the isolated ones. Pure. */
export function isAwsPartition(text: string): boolean {
  return /^aws(-[a-z]+)*$/.test(text)
}
