import { parseArn } from '../aws/arn'
import type { AwsFlowLogSpec } from '../flow-log-spec'
import {
  bucketKeyStatement,
  bucketStatements,
  LOG_DELIVERY_SERVICE,
  type DeliverySources,
} from '../onboarding/destination-access'
import { policyText } from '../onboarding/policy-document'
import type { ScopeRef } from '../scope'
import {
  failed,
  passed,
  unknown,
  unreadable,
  warned,
  type CheckFacts,
  type PreflightCheck,
  type PreflightFix,
} from './check'
import type { CheckContext } from './check-context'
import { keyCheck } from './check-key'
import type { BucketFacts, Reading } from './facts'
import { UNKNOWN_TAIL } from './policy-conditions'
import { decide, type Decision } from './policy-decision'
import { parsePolicy } from './policy-language'

const SOURCE = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html'
const EXISTS: CheckFacts = { id: 's3/exists', title: 'The bucket is there', source: SOURCE }
const POLICY: CheckFacts = { id: 's3/policy', title: 'The bucket’s policy lets log delivery write', source: SOURCE }
const SIZE: CheckFacts = { id: 's3/policy-size', title: 'The bucket’s policy has room', source: SOURCE }
const OWNERSHIP: CheckFacts = { id: 's3/ownership', title: 'Object ownership fits the policy', source: SOURCE }
const ENCRYPTION: CheckFacts = {
  id: 's3/encryption',
  title: 'The bucket’s encryption lets log delivery write',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html',
}

/** Source: Amazon S3 user guide, bucket policies: 20 KB. */
const MAX_POLICY_BYTES = 20 * 1024

/** Everything about a bucket as a destination. Pure. */
export function checkBucket(
  spec: AwsFlowLogSpec,
  bucket: Reading<BucketFacts>,
  context: CheckContext,
): readonly PreflightCheck[] {
  const place = placeOf(spec)
  if (bucket.state === 'absent') {
    return [
      failed(EXISTS, `There is no bucket ${place.bucket}.`, {
        blocks: true,
        vendorCode: bucket.vendorCode,
        remedy: 'Create it, or correct the name in the Configuration.',
        fixes: [
          {
            label: 'Create the bucket',
            kind: 'command',
            text: `aws s3api create-bucket --bucket ${place.bucket} --region ${context.scope.region}${
              context.scope.region === 'us-east-1'
                ? ''
                : ` --create-bucket-configuration LocationConstraint=${context.scope.region}`
            }`,
          },
        ],
      }),
    ]
  }
  if (bucket.state === 'unreadable') return [unreadable(EXISTS, bucket, context.fixFor)]
  const { value } = bucket
  return [
    existsCheck(place.bucket, value, context.scope),
    ...policyChecks(spec, value.policy, context),
    ...ownershipChecks(value, context),
    encryptionCheck(spec, value, context),
  ]
}

function existsCheck(bucket: string, { region }: BucketFacts, scope: ScopeRef): PreflightCheck {
  if (region === null) return passed(EXISTS, `${bucket} is there.`)
  if (region === scope.region) return passed(EXISTS, `${bucket} is there, in ${region}.`)
  // Whether another region is taken everywhere is not documented; it is known to cost transfer.
  return warned(EXISTS, `${bucket} is in ${region}; records of ${scope.region} travel there, which costs transfer.`)
}

function policyChecks(spec: AwsFlowLogSpec, policy: Reading<string>, context: CheckContext): readonly PreflightCheck[] {
  const { bucket } = placeOf(spec)
  const statements = bucketStatements(bucket, sourcesOf(context.scope))
  const fixes: readonly PreflightFix[] = [
    { label: `Add to the policy of bucket ${bucket}`, kind: 'statement', text: policyText(statements) },
  ]
  if (policy.state === 'unreadable') {
    const check = unreadable(POLICY, policy, context.fixFor)
    return [
      { ...check, remedy: `${check.remedy ?? ''} It must hold these statements.`, fixes: [...check.fixes, ...fixes] },
    ]
  }
  if (policy.state === 'absent') {
    return [
      failed(POLICY, `${bucket} has no policy, so ${LOG_DELIVERY_SERVICE} may not write to it.`, {
        remedy: 'Add these two statements. AWS adds them by itself only for an owner who may change the policy.',
        vendorCode: policy.vendorCode,
        fixes,
      }),
    ]
  }
  const read = parsePolicy(policy.value)
  if (read === null) return [unknown(POLICY, 'The policy of the bucket is no JSON that Weir can read.', { fixes })]
  const write = decide(read, questionOf(spec, context.scope, 's3:PutObject'))
  const check = decide(read, questionOf(spec, context.scope, 's3:GetBucketAcl'))
  return [policyCheck(bucket, write, check, statements, fixes), ...sizeChecks(policy.value, statements)]
}

function policyCheck(
  bucket: string,
  write: Decision,
  aclCheck: Decision,
  statements: ReturnType<typeof bucketStatements>,
  fixes: readonly PreflightFix[],
): PreflightCheck {
  for (const [decision, action] of [
    [write, 's3:PutObject'],
    [aclCheck, 's3:GetBucketAcl'],
  ] as const) {
    if (decision.kind === 'refused') {
      return failed(POLICY, `In the policy of ${bucket}, ${decision.by} refuses ${action} to log delivery.`, {
        blocks: true,
        remedy: `Except the service from it, for example with a condition on aws:PrincipalIsAWSService.`,
        fixes: [
          {
            label: 'Add to the condition of that statement',
            kind: 'value',
            text: JSON.stringify({ Bool: { 'aws:PrincipalIsAWSService': 'false' } }, null, 2),
          },
        ],
      })
    }
  }
  const missing = [write, aclCheck].map((decision) => decision.kind === 'not-allowed')
  if (missing.includes(true)) {
    const lacking = statements.filter((_one, index) => missing[index])
    return failed(
      POLICY,
      `The policy of ${bucket} lacks ${lacking.map(({ Sid }) => Sid).join(' and ')} for this account.`,
      {
        remedy: 'Add what is missing; other statements stay as they are.',
        fixes: [{ label: `Add to the policy of bucket ${bucket}`, kind: 'statement', text: policyText(lacking) }],
      },
    )
  }
  const open = [write, aclCheck].find((decision) => decision.kind === 'unknown')
  if (open?.kind === 'unknown') {
    return unknown(POLICY, `${bucket} may let delivery in: ${open.because}.`, {
      remedy: 'Check that condition by hand; these statements would be certain.',
      fixes,
    })
  }
  return passed(POLICY, `${bucket} lets ${LOG_DELIVERY_SERVICE} write for this account, and check its access list.`)
}

function sizeChecks(policy: string, statements: ReturnType<typeof bucketStatements>): readonly PreflightCheck[] {
  const bytes = new TextEncoder().encode(JSON.stringify(safeParse(policy))).length
  if (bytes + JSON.stringify(statements).length < MAX_POLICY_BYTES) return []
  return [
    warned(SIZE, `The policy has ${bytes.toLocaleString('en')} of 20,480 bytes; another account may not fit.`, {
      remedy:
        'Name the whole bucket once, and accounts in a condition (or the organisation), instead of one path for each.',
    }),
  ]
}

function ownershipChecks({ ownership, policy }: BucketFacts, context: CheckContext): readonly PreflightCheck[] {
  if (ownership.state === 'unreadable') return [unreadable(OWNERSHIP, ownership, context.fixFor)]
  if (ownership.state === 'absent' || ownership.value !== 'BucketOwnerEnforced') {
    return [passed(OWNERSHIP, 'Access lists are taken as the statement asks.')]
  }
  const asksForAcl = policy.state === 'read' && policy.value.includes('s3:x-amz-acl')
  if (!asksForAcl) return [passed(OWNERSHIP, 'Access lists are off, and the policy asks for none.')]
  // Reported by third parties, not by AWS: a warning, never a failure.
  return [
    warned(
      OWNERSHIP,
      'Access lists are off (bucket owner enforced) while the policy asks for one; some report refusals.',
      {
        remedy: 'If delivery fails with “Access error”, take the condition on s3:x-amz-acl out of the statement.',
      },
    ),
  ]
}

function encryptionCheck(spec: AwsFlowLogSpec, facts: BucketFacts, context: CheckContext): PreflightCheck {
  const { encryption, key } = facts
  if (encryption.state === 'unreadable') return unreadable(ENCRYPTION, encryption, context.fixFor)
  if (encryption.state === 'absent' || !encryption.value.usesKms) {
    return passed(ENCRYPTION, 'No key of its own: nothing is needed.')
  }
  const { named } = encryption.value
  if (named === null || named.includes('alias/aws/s3')) {
    return failed(ENCRYPTION, 'The bucket uses the key aws/s3, which cannot serve delivery from another account.', {
      remedy: 'Use a key of your own and name its ARN, or SSE-S3. Within one account it may work.',
    })
  }
  if (!named.startsWith('arn:')) {
    const arn =
      key?.state === 'read' ? key.value.arn : `arn:${context.scope.partition}:kms:<region>:<account>:key/${named}`
    return failed(ENCRYPTION, `The bucket names its key by id (${named}); AWS calls such a bucket undeliverable.`, {
      blocks: true,
      remedy: 'Name the key by its ARN in the default encryption of the bucket.',
      fixes: [{ label: 'Default encryption', kind: 'command', text: encryptionCommand(placeOf(spec).bucket, arn) }],
    })
  }
  return keyCheck(ENCRYPTION, key, {
    service: LOG_DELIVERY_SERVICE,
    context: sourceContext(context.scope),
    fix: {
      label: `Add to the policy of key ${named}`,
      kind: 'statement',
      text: policyText(bucketKeyStatement(sourcesOf(context.scope))),
    },
    fixFor: context.fixFor,
  })
}

/** Bucket and prefix of an S3 destination; the prefix has no slashes around it. */
function placeOf({ logDestination }: AwsFlowLogSpec): { readonly bucket: string; readonly prefix: string } {
  const [bucket = '', ...rest] = (parseArn(logDestination)?.resource ?? '').split('/')
  return { bucket, prefix: rest.filter((part) => part !== '').join('/') }
}

function sourcesOf({ partition, accountId }: ScopeRef): DeliverySources {
  return { partition, accountIds: [accountId], organisationId: null }
}

/** What log delivery's request looks like, for the first file of this account and region. */
function questionOf(spec: AwsFlowLogSpec, scope: ScopeRef, action: 's3:PutObject' | 's3:GetBucketAcl') {
  const { bucket, prefix } = placeOf(spec)
  const arn = `arn:${scope.partition}:s3:::${bucket}`
  const isHive = spec.destinationOptions?.hiveCompatiblePartitions === true
  const path = isHive
    ? `AWSLogs/aws-account-id=${scope.accountId}/aws-service=vpcflowlogs/aws-region=${scope.region}/year=2026/file`
    : `AWSLogs/${scope.accountId}/vpcflowlogs/${scope.region}/2026/file`
  const key = prefix === '' ? path : `${prefix}/${path}`
  return {
    principal: { service: LOG_DELIVERY_SERVICE },
    action,
    resource: action === 's3:PutObject' ? `${arn}/${key}` : arn,
    context: {
      ...sourceContext(scope),
      ...(action === 's3:PutObject' ? { 's3:x-amz-acl': 'bucket-owner-full-control' } : { 's3:x-amz-acl': null }),
    },
  }
}

/** The condition keys that a delivery carries. The source is a `logs` ARN whose end is not documented. */
function sourceContext({ partition, region, accountId }: ScopeRef): Readonly<Record<string, string | null>> {
  return {
    'aws:sourceaccount': accountId,
    'aws:sourcearn': `arn:${partition}:logs:${region}:${accountId}:${UNKNOWN_TAIL}`,
    'aws:principalisawsservice': 'true',
    'aws:principalservicename': LOG_DELIVERY_SERVICE,
    'aws:securetransport': 'true',
    'aws:sourcevpc': null,
    'aws:sourcevpce': null,
  }
}

function encryptionCommand(bucket: string, arn: string): string {
  const rule = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn } }] }
  return `aws s3api put-bucket-encryption --bucket ${bucket} --server-side-encryption-configuration '${JSON.stringify(rule)}'`
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Its size is then the size of the text.
    return text
  }
}
