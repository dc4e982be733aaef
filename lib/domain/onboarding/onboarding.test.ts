import { describe, expect, it } from 'vitest'
import { ALIBABA_PERMISSIONS } from './alibaba-permissions'
import { AWS_PERMISSIONS } from './aws-permissions'
import { awsPolicy } from './aws-policy'
import { bucketStatements, firehoseRoles } from './destination-access'
import type { OnboardingInput } from './document'
import { onboardingPack, PERMISSIONS_OF, statementText } from './onboard'
import { ACCESS_FEATURES, permissionsFor, usualFeatures, type AccessFeature } from './permission'
import type { PolicyDocument } from './policy-document'

const INSTALLATION = '0193a000-0000-7000-8000-000000000001'

const AWS: OnboardingInput = {
  partition: 'aws',
  accountId: '111122223333',
  features: usualFeatures(AWS_PERMISSIONS),
  installationId: INSTALLATION,
  roleName: 'WeirControlPlane',
  externalId: 'weir-4f9c2a',
  trusted: 'arn:aws:iam::222233334444:role/weir-worker',
  organisationId: null,
  bucket: 'central-flow-logs',
}

const ALIBABA: OnboardingInput = {
  ...AWS,
  partition: 'alibaba',
  accountId: '1234567890123456',
  features: usualFeatures(ALIBABA_PERMISSIONS),
  trusted: '6543210987654321',
  bucket: null,
}

const actionsOf = (policy: PolicyDocument): readonly string[] => policy.Statement.flatMap(({ Action }) => Action)

describe('the documents of an account', () => {
  it.each([
    ['aws-ec2', 'account', AWS],
    ['aws-ec2', 'organisation', { ...AWS, accountId: null, organisationId: 'o-exampleorg' }],
    ['alibaba-cen', 'account', ALIBABA],
  ] as const)('of %s, for an %s, are as people copy them', async (provider, whom, input) => {
    for (const { id, text, fileName } of onboardingPack(provider, input).documents) {
      await expect(`${text}\n`).toMatchFileSnapshot(`__golden__/${provider}-${whom}/${id}-${fileName}.txt`)
    }
  })

  it('hold no placeholder where everything is known', () => {
    for (const [provider, input] of [
      ['aws-ec2', AWS],
      ['alibaba-cen', ALIBABA],
    ] as const) {
      for (const { text } of onboardingPack(provider, input).documents) expect(text).not.toMatch(/<[a-z ]+>/i)
    }
  })

  it('say what is still to be filled in', () => {
    const pack = onboardingPack('aws-ec2', { ...AWS, trusted: null, externalId: '' })
    expect(pack.documents.find(({ id }) => id === 'trust')?.text).toContain('<account of Weir>')
    expect(pack.remarks.join(' ')).toMatch(/Replace .*Without an external id/)
  })

  it('are JSON where they say so', () => {
    const texts = [...onboardingPack('aws-ec2', AWS).documents, ...onboardingPack('alibaba-cen', ALIBABA).documents]
    for (const { language, text } of texts) if (language === 'json') expect(() => void JSON.parse(text)).not.toThrow()
  })
})

describe('the AWS policy', () => {
  const every = awsPolicy({ ...AWS, features: [...ACCESS_FEATURES], deliveryRoleArns: [] })

  // Source: IAM user guide, quotas: inline policies of a role, 10,240 characters without white space.
  it('fits into a role even with every feature', () => {
    expect(JSON.stringify(every).length).toBeLessThan(10_240)
  })

  it('lets nobody delete or retag what Weir did not make', () => {
    for (const statement of every.Statement) {
      const actions = [statement.Action].flat()
      const changes = actions.filter((action) => /^ec2:(Delete|CreateTags|CreateFlowLogs)/.test(action))
      if (changes.length === 0 || !String(statement.Resource).includes('vpc-flow-log')) continue
      expect(JSON.stringify(statement.Condition), changes.join()).toMatch(/weir:installation|ec2:CreateAction/)
    }
  })

  it('changes nothing when only looking is chosen', () => {
    const actions = actionsOf(awsPolicy({ ...AWS, features: [], deliveryRoleArns: [] }))
    expect(actions.length).toBeGreaterThan(5)
    for (const action of actions) expect(action).toMatch(/^ec2:Describe/)
  })

  it.each(ACCESS_FEATURES.filter((feature) => AWS_PERMISSIONS.features.some((one) => one.feature === feature)))(
    'with %s holds just the rows of the table',
    (feature: AccessFeature) => {
      const wanted = new Set(permissionsFor(AWS_PERMISSIONS, [feature]).map(({ action }) => action))
      expect(new Set(actionsOf(awsPolicy({ ...AWS, features: [feature], deliveryRoleArns: [] })))).toEqual(wanted)
    },
  )

  it('names the partition everywhere', () => {
    const text = JSON.stringify(
      awsPolicy({ ...AWS, partition: 'aws-cn', features: [...ACCESS_FEATURES], deliveryRoleArns: [] }),
    )
    expect(text).not.toContain('arn:aws:')
  })
})

describe('single statements', () => {
  const owner = {
    provider: 'aws-ec2',
    partition: 'aws',
    accountId: '111122223333',
    installationId: INSTALLATION,
  } as const

  it('exist for every action of every table', () => {
    for (const provider of ['aws-ec2', 'alibaba-cen'] as const) {
      for (const { action } of PERMISSIONS_OF[provider].permissions) {
        const text = statementText(action, { ...owner, provider })
        expect(text, action).toContain(action)
        expect(() => void JSON.parse(text ?? '')).not.toThrow()
      }
    }
  })

  it('are both where one action needs two', () => {
    expect(JSON.parse(statementText('ec2:CreateFlowLogs', owner) ?? '')).toHaveLength(2)
  })

  it('are none for what no table knows', () => {
    expect(statementText('ec2:TerminateInstances', owner)).toBeNull()
  })
})

describe('statements of destinations', () => {
  it('list accounts, or name the organisation', () => {
    const accounts = ['111122223333', '222233334444']
    const listed = bucketStatements('b', { partition: 'aws', accountIds: accounts, organisationId: null })
    expect(listed[0]?.Condition?.['StringEquals']?.['aws:SourceAccount']).toEqual(accounts)
    const named = bucketStatements('b', { partition: 'aws', accountIds: accounts, organisationId: 'o-x' })
    expect(JSON.stringify(named)).not.toContain('111122223333')
    expect(named[1]?.Condition?.['StringEquals']).toEqual({ 'aws:SourceOrgID': 'o-x' })
  })

  it('hand the source role of a Firehose to nobody but delivery', () => {
    const source = 'arn:aws:iam::111122223333:role/source'
    const roles = firehoseRoles(source, 'arn:aws:iam::222233334444:role/AWSLogDeliveryFirehoseCrossAccountRole-x')
    expect(roles.sourcePermissions.Statement[0]?.Condition?.['StringEquals']).toEqual({
      'iam:PassedToService': 'delivery.logs.amazonaws.com',
    })
    expect(roles.destinationTrust.Statement[0]?.Principal).toEqual({ AWS: source })
  })
})
