import { describe, expect, test } from 'vitest'
import { AWS_SCOPE, CEN_SCOPE } from '../../test/builders/cloud-facts'
import { aCenSpec, aLogGroupSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { resolveSpec, templateViolations } from './resolve-spec'
import { fillTemplate, unknownPlaceholders } from './template'

const values = { accountId: '111122223333', region: 'eu-central-1', partition: 'aws' }

test.each([
  { template: 'arn:{partition}:s3:::logs-{accountId}', filled: 'arn:aws:s3:::logs-111122223333', why: 'known words' },
  { template: '{region}/{region}/', filled: 'eu-central-1/eu-central-1/', why: 'each occurrence' },
  { template: '${region} {region}', filled: '${region} eu-central-1', why: 'a dollar belongs to record formats' },
  { template: '{team}', filled: '{team}', why: 'unknown words stay for the validator' },
  { template: '{{region}}', filled: '{eu-central-1}', why: 'only the inner braces are a placeholder' },
  { template: 'plain', filled: 'plain', why: 'nothing to do' },
])('fills $template: $why', ({ template, filled }) => {
  expect(fillTemplate(template, values)).toBe(filled)
})

test('names each unknown placeholder once', () => {
  expect(unknownPlaceholders('{team}-{team}-{Region}-${team}')).toEqual(['team', 'Region'])
})

describe('a resolved spec', () => {
  test('holds the values of the scope in every template member', () => {
    const spec = aLogGroupSpec({ tags: { owner: '{accountId}' } })
    expect(resolveSpec(spec, AWS_SCOPE)).toMatchObject({
      logDestination: 'arn:aws:logs:eu-central-1:111122223333:log-group:flow-logs',
      deliverLogsPermissionArn: 'arn:aws:iam::111122223333:role/flow-log-delivery',
      tags: { owner: '111122223333' },
    })
    expect(
      resolveSpec(aCenSpec({ projectName: 'logs-{region}', flowLogName: '{accountId}' }), CEN_SCOPE),
    ).toMatchObject({
      projectName: 'logs-cn-hangzhou',
      flowLogName: '1000000000000001',
    })
  })

  test('follows the partition, which is never hard-coded', () => {
    const china = { ...AWS_SCOPE, partition: 'aws-cn', region: 'cn-north-1' }
    const bare = aLogGroupSpec({ logDestination: 'flow-logs' })
    expect(resolveSpec(bare, china)).toMatchObject({
      logDestination: 'arn:aws-cn:logs:cn-north-1:111122223333:log-group:flow-logs',
    })
  })
})

test('an unknown placeholder is a violation of the member that holds it', () => {
  const spec = aVpcSpec({ logDestination: 'arn:{partition}:s3:::logs-{account}', tags: { team: '{team}' } })
  expect(templateViolations(spec).map(({ rule, field }) => [rule, field])).toEqual([
    ['weir/placeholder', 'logDestination'],
    ['weir/placeholder', 'tags.team'],
  ])
  expect(templateViolations(aVpcSpec({ logFormat: '${version} ${srcaddr}' }))).toEqual([])
})
