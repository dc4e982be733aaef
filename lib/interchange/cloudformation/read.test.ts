import { describe, expect, it } from 'vitest'
import { importDocument } from '../import-document'

const template = (properties: object, rest: object = {}) =>
  JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    ...rest,
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'logs' } },
      Unnamed: { Type: 'AWS::S3::Bucket' },
      Log: {
        Type: 'AWS::EC2::FlowLog',
        Properties: {
          ResourceType: 'VPC',
          ResourceId: 'vpc-1',
          TrafficType: 'ALL',
          LogDestinationType: 's3',
          LogDestination: 'arn:aws:s3:::b',
          ...properties,
        },
      },
    },
  })

const read = (properties: object, rest?: object) => {
  const { drafts, notes } = importDocument(template(properties, rest), { format: 'auto', provider: null })
  return { spec: drafts[0]?.document.spec, open: notes.filter(({ severity }) => severity !== 'info') }
}

describe('a CloudFormation template in JSON', () => {
  it.each<[why: string, destination: unknown, value: string]>([
    ['GetAtt as a list', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:{partition}:s3:::logs'],
    ['Sub of a resource', { 'Fn::Sub': '${Bucket.Arn}/vpc' }, 'arn:{partition}:s3:::logs/vpc/'],
    [
      'Sub with variables of its own',
      { 'Fn::Sub': ['arn:aws:s3:::${Name}', { Name: { Ref: 'Bucket' } }] },
      'arn:aws:s3:::logs',
    ],
    ['Sub with an escape', { 'Fn::Sub': 'arn:aws:s3:::${Bucket}/${!not}/' }, 'arn:aws:s3:::logs/${not}/'],
    [
      'Join',
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'Bucket' }]] },
      'arn:{partition}:s3:::logs',
    ],
    ['a parameter with a default', { 'Fn::Sub': 'arn:aws:s3:::${Name}' }, 'arn:aws:s3:::by-default'],
  ])('resolves %s', (_why, destination, value) => {
    const { spec, open } = read(
      { LogDestination: destination },
      { Parameters: { Name: { Type: 'String', Default: 'by-default' } } },
    )
    expect(spec).toMatchObject({ logDestination: value })
    expect(open).toEqual([])
  })

  it.each<[why: string, destination: unknown, message: string]>([
    [
      'a bucket without a name of its own',
      { 'Fn::GetAtt': ['Unnamed', 'Arn'] },
      '!GetAtt Unnamed.Arn is known once the stack has made it.',
    ],
    ['a parameter without a default', { Ref: 'Name' }, '!Ref Name is a parameter without a default.'],
    ['a parameter of the parameter store', { Ref: 'Stored' }, '!Ref Stored is a parameter without a default.'],
    ['a condition', { 'Fn::If': ['IsProd', 'a', 'b'] }, '!If is decided by CloudFormation.'],
    ['nothing', { Ref: 'Nobody' }, '!Ref Nobody is nothing this template holds.'],
    [
      'the name of the stack',
      { 'Fn::Sub': 'arn:aws:s3:::${AWS::StackName}' },
      '${AWS::StackName} in !Sub is known to the stack alone.',
    ],
  ])('names what it cannot resolve: %s', (_why, destination, message) => {
    const parameters = {
      Name: { Type: 'String' },
      Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' },
    }
    const { open } = read({ LogDestination: destination }, { Parameters: parameters })
    expect(open).toMatchObject([{ message, field: 'Resources.Log.Properties.LogDestination' }])
  })

  it('takes what is no value as left out', () => {
    expect(read({ LogFormat: { Ref: 'AWS::NoValue' } })).toMatchObject({ spec: { logFormat: null }, open: [] })
  })

  it('names what it does not know, and macros that it does not run', () => {
    expect(read({ Colour: 'blue' }).open).toMatchObject([{ field: 'Resources.Log.Properties.Colour' }])
    expect(read({}, { Transform: 'AWS::LanguageExtensions' }).open).toMatchObject([{ field: 'Transform' }])
  })
})
