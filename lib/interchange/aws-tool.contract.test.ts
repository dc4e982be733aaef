import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aVpcSpec } from '../../test/builders/flow-log-specs'
import { AWS_SCOPE } from '../../test/builders/valid-specs'
import { exportFlowLogs, joinParts } from './export-flow-logs'
import { importDocument } from './import-document'
import { namedTarget } from './imported'

const run = promisify(execFile)

/** Whether the `aws` command line is on this machine, or why not. */
async function findCommandLine(): Promise<{ readonly version: string } | { readonly missing: string }> {
  try {
    return { version: (await run('aws', ['--version'], { timeout: 30_000 })).stdout.trim() }
  } catch (error) {
    return { missing: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }
  }
}

const found = await findCommandLine()
if ('missing' in found) {
  console.warn(
    `Skipped: no working aws command line on this machine (${found.missing}). The tables of shorthand stand in.`,
  )
}

const START =
  'aws ec2 create-flow-logs --region eu-west-1 --resource-type VPC --traffic-type ALL --log-destination-type s3'
const NASTY = aVpcSpec({
  logFormat: '${version} ${srcaddr}',
  tags: { Name: `it's "quoted", a=b`, path: 'back\\slash $HOME `date`', 'two\nlines': '', dash: '-x' },
})
const target = namedTarget('VPC', 'vpc-1', AWS_SCOPE)

const COMMANDS: readonly (readonly [why: string, text: string])[] = [
  [
    'what Weir writes',
    joinParts(exportFlowLogs([{ spec: NASTY, target }], { format: 'command', baseName: 'x', maxCreateBatch: () => 1 })),
  ],
  [
    'shorthand',
    `${START} --resource-ids vpc-1 vpc-2 --log-destination arn:aws:s3:::b/p \\
      --destination-options FileFormat=parquet,PerHourPartition=true,HiveCompatiblePartitions=false \\
      --tag-specifications 'ResourceType=vpc-flow-log,Tags=[{Key=a,Value=b=c},{Key=d,Value="x, y"},{Key=e,Value=with space}]'`,
  ],
  [
    'a body with options over it',
    `${START} --cli-input-json '{"ResourceIds":["vpc-1"],"TrafficType":"REJECT","LogDestination":"arn:aws:s3:::b","MaxAggregationInterval":60}'`,
  ],
]

describe.skipIf('missing' in found)('the aws command line itself', { timeout: 60_000 }, () => {
  let server: Server
  const bodies: string[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (piece: Buffer) => (body += piece.toString()))
      request.on('end', () => {
        bodies.push(body)
        response.writeHead(200, { 'content-type': 'text/xml' })
        response.end('<CreateFlowLogsResponse><flowLogIdSet/><unsuccessful/></CreateFlowLogsResponse>')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    server.close()
  })

  it.each(COMMANDS)('sends what Weir reads: %s', async (_why, text) => {
    bodies.length = 0
    await run('sh', ['-c', text], {
      timeout: 50_000,
      env: {
        NODE_ENV: 'test',
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'example',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    })
    expect(bodies).toHaveLength(1)
    const sent = importDocument(JSON.stringify(requestOf(bodies[0] ?? '')), { format: 'cli-json', provider: null })
    const read = importDocument(text, { format: 'auto', provider: null })
    expect(read.notes).toEqual([])
    expect(read.drafts[0]?.document.spec).toEqual(sent.drafts[0]?.document.spec)
    const ids = ({ drafts }: typeof read) =>
      drafts.flatMap(({ selector }) =>
        selector.kind === 'named' ? selector.targets.map(({ externalId }) => externalId) : [],
      )
    expect(ids(read)).toEqual(ids(sent))
  })
})

/** The parameters of a Query request as JSON: `TagSpecification.1.Tag.2.Key` and so on. */
function requestOf(body: string): object {
  const pairs = [...new URLSearchParams(body)].filter(([name]) => name !== 'Action' && name !== 'Version')
  const value = (name: string) => pairs.find(([key]) => key === name)?.[1]
  const count = (prefix: string) =>
    new Set(pairs.flatMap(([key]) => (key.startsWith(prefix) ? [key.slice(prefix.length).split('.')[0]] : []))).size
  const plain = Object.fromEntries(pairs.filter(([key]) => !key.includes('.')))
  const list = <Item>(prefix: string, item: (index: number) => Item) =>
    Array.from({ length: count(prefix) }, (_, index) => item(index + 1))
  const options = pairs
    .filter(([key]) => key.startsWith('DestinationOptions.'))
    .map(([key, text]) => [key.slice(19), text])
  return {
    ...plain,
    ResourceIds: list('ResourceId.', (index) => value(`ResourceId.${index}`)),
    ...(options.length === 0 ? {} : { DestinationOptions: Object.fromEntries(options) as object }),
    TagSpecifications: list('TagSpecification.', (index) => ({
      ResourceType: value(`TagSpecification.${index}.ResourceType`),
      Tags: list(`TagSpecification.${index}.Tag.`, (tag) => ({
        Key: value(`TagSpecification.${index}.Tag.${tag}.Key`),
        Value: value(`TagSpecification.${index}.Tag.${tag}.Value`),
      })),
    })),
  }
}
