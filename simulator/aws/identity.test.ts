import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { AssumeRoleCommand, GetCallerIdentityCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AWS_BASE_CREDENTIALS } from '../demo/credentials'
import { TEST_EXTERNAL_ID, TEST_MEMBER_ACCOUNT } from '../demo/test-world'
import { assumeMember, HUB, REGION, refusalOf, startAwsHarness, type AwsHarness } from './testing/harness'

let aws: AwsHarness
beforeEach(async () => {
  aws = await startAwsHarness()
})
afterEach(() => aws.close())

const MEMBER_ROLE = `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/WeirControlPlane`

function assume(change: Partial<AssumeRoleCommandInput> = {}) {
  const input = { RoleArn: MEMBER_ROLE, RoleSessionName: 'weir', ExternalId: TEST_EXTERNAL_ID, ...change }
  return aws.sts.send(new AssumeRoleCommand(input))
}

describe('AssumeRole', () => {
  it('gives temporary credentials that work in the other account', async () => {
    const { Credentials, AssumedRoleUser, $metadata } = await assume()
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 3590_000)
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${TEST_MEMBER_ACCOUNT}:assumed-role/WeirControlPlane/weir`)
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/)

    const credentials = await assumeMember(aws)
    const identity = await aws.stsWith({ credentials }).send(new GetCallerIdentityCommand({}))
    expect(identity.Account).toBe(TEST_MEMBER_ACCOUNT)
    const { Vpcs } = await aws.ec2With({ credentials }).send(new DescribeVpcsCommand({}))
    expect(Vpcs?.filter((vpc) => vpc.OwnerId === TEST_MEMBER_ACCOUNT)).toHaveLength(4)
  })

  it('refuses a wrong external id, a missing role and a missing trust in the same words', async () => {
    const wrongId = await refusalOf(assume({ ExternalId: 'guess' }))
    const noId = await refusalOf(aws.sts.send(new AssumeRoleCommand({ RoleArn: MEMBER_ROLE, RoleSessionName: 'weir' })))
    aws.truth.putRole({ ...aws.truth.world.roles.get(MEMBER_ROLE)!, trustedPrincipals: [] })
    const noTrust = await refusalOf(assume())
    aws.truth.removeRole(TEST_MEMBER_ACCOUNT, 'WeirControlPlane')
    const noRole = await refusalOf(assume())
    for (const refusal of [wrongId, noId, noTrust, noRole]) {
      expect({ ...refusal, requestId: '' }).toEqual({
        code: 'AccessDenied',
        status: 403,
        requestId: '',
        message: `User: arn:aws:iam::${HUB}:user/weir-control-plane is not authorized to perform: sts:AssumeRole on resource: ${MEMBER_ROLE}`,
      })
    }
  })

  it.each([
    ['a session name with a space', { RoleSessionName: 'two words' }, 'ValidationError'],
    ['a duration below a quarter of an hour', { DurationSeconds: 899 }, 'ValidationError'],
    ["more than the role's own limit", { DurationSeconds: 7200 }, 'ValidationError'],
    ['something that is no role', { RoleArn: 'arn:aws:iam::1:user/x' }, 'ValidationError'],
    ['a policy that is not JSON', { Policy: '{' }, 'MalformedPolicyDocumentException'],
  ])('refuses %s', async (_why, change, code) => {
    expect((await refusalOf(assume(change))).code).toBe(code)
  })

  it('caps a session that is assumed from a session at an hour', async () => {
    const credentials = await assumeMember(aws)
    aws.truth.putRole({
      ...aws.truth.world.roles.get(MEMBER_ROLE)!,
      name: 'Second',
      trustedPrincipals: [TEST_MEMBER_ACCOUNT],
      externalId: null,
      maxSessionSeconds: 43_200,
    })
    const second = { RoleArn: MEMBER_ROLE.replace('WeirControlPlane', 'Second'), RoleSessionName: 'chained' }
    const chained = aws.stsWith({ credentials })
    const refusal = await refusalOf(chained.send(new AssumeRoleCommand({ ...second, DurationSeconds: 3601 })))
    expect(refusal).toMatchObject({ code: 'ValidationError', status: 400 })
    expect(refusal.message).toContain('role chaining')
    expect((await chained.send(new AssumeRoleCommand(second))).Credentials).toBeDefined()
  })
})

describe('signatures', () => {
  const describeVpcs = (client: EC2Client) => client.send(new DescribeVpcsCommand({}))

  it('refuses an unknown key, a wrong secret, a wrong token and a missing one', async () => {
    const session = await assumeMember(aws)
    const { sessionToken: _token, ...withoutToken } = session
    const cases = [
      [{ ...AWS_BASE_CREDENTIALS, accessKeyId: 'AKIAUNKNOWN000000000' }, 'AuthFailure', 401],
      [{ ...AWS_BASE_CREDENTIALS, secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch', 403],
      [{ ...session, sessionToken: 'other' }, 'AuthFailure', 401],
      [withoutToken, 'AuthFailure', 401],
      [{ ...AWS_BASE_CREDENTIALS, sessionToken: 'not mine' }, 'AuthFailure', 401],
    ] as const
    for (const [credentials, code, status] of cases) {
      expect(await refusalOf(describeVpcs(aws.ec2With({ credentials })))).toMatchObject({ code, status })
    }
    const sts = aws.stsWith({ credentials: cases[0][0] })
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      code: 'InvalidClientTokenId',
      status: 403,
    })
  })

  it('refuses a session that has run out, each API in its own words', async () => {
    const credentials = await assumeMember(aws)
    const ec2 = aws.ec2With({ credentials })
    await describeVpcs(ec2)
    // The clients' clocks stay behind, so the skew has to be forgiven for the expiry to be what is met.
    aws.simulator.admin.patchSettings({ aws: { maxClockSkewMs: 24 * 3600_000 } })
    aws.clock.advanceWall(3601_000)
    expect(await refusalOf(describeVpcs(ec2))).toMatchObject({ code: 'RequestExpired', status: 400 })
    const sts = aws.stsWith({ credentials })
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      code: 'ExpiredToken',
      status: 403,
    })
  })

  it('refuses a request whose date is more than five minutes off', async () => {
    aws.clock.advanceWall(6 * 60_000)
    expect((await refusalOf(describeVpcs(aws.ec2))).code).toBe('RequestExpired')
    expect((await refusalOf(aws.sts.send(new GetCallerIdentityCommand({})))).code).toBe('SignatureDoesNotMatch')
  })

  it('refuses a body that was changed on the way', async () => {
    const captured: { headers?: Record<string, string>; body?: string } = {}
    const client = new EC2Client({
      endpoint: aws.simulator.url,
      region: REGION,
      credentials: AWS_BASE_CREDENTIALS,
      maxAttempts: 1,
    })
    client.middlewareStack.add(
      (next) => async (args) => {
        const request = args.request as { headers: Record<string, string>; body: string }
        captured.headers = { ...request.headers }
        captured.body = request.body
        return next(args)
      },
      { step: 'finalizeRequest', priority: 'low' },
    )
    await describeVpcs(client)
    client.destroy()
    const replay = (body: string) => fetch(aws.simulator.url, { method: 'POST', headers: captured.headers!, body })
    const honest = await replay(captured.body!)
    expect(honest.status).toBe(200)
    const changed = await replay(captured.body!.replace('DescribeVpcs', 'DescribeTags'))
    expect(changed.status).toBe(403)
    expect(await changed.text()).toContain('<Code>SignatureDoesNotMatch</Code>')
  })

  it('says in the form of the API that a request is not signed at all', async () => {
    const post = (body: string) =>
      fetch(aws.simulator.url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    const ec2 = await post('Action=DescribeVpcs&Version=2016-11-15')
    expect([ec2.status, await ec2.text()]).toEqual([401, expect.stringContaining('<Code>AuthFailure</Code>')])
    const sts = await post('Action=GetCallerIdentity&Version=2011-06-15')
    expect([sts.status, await sts.text()]).toEqual([
      403,
      expect.stringContaining('<Code>MissingAuthenticationToken</Code>'),
    ])
  })
})
