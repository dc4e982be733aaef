import { describe, expect, it } from 'vitest'
import { accountFaults, type AccountInput } from './account-rules'

const AWS: AccountInput = {
  provider: 'aws-ec2',
  partition: 'aws',
  accountId: '123456789012',
  roleArn: 'arn:aws:iam::123456789012:role/path/weir',
  externalId: 'weir-1',
}
const ALIBABA: AccountInput = {
  provider: 'alibaba-cen',
  partition: 'alibaba-intl',
  accountId: '1234567890123456',
  roleArn: 'acs:ram::1234567890123456:role/weir',
  externalId: 'weir-1',
}

describe('accountFaults', () => {
  it.each<[AccountInput, string]>([
    [AWS, 'a role with an external id'],
    [{ ...AWS, roleArn: null, externalId: null }, 'the base identity itself'],
    [{ ...AWS, externalId: null }, 'a role without an external id'],
    [{ ...AWS, partition: 'aws-cn', roleArn: 'arn:aws-cn:iam::123456789012:role/weir' }, 'another partition'],
    [ALIBABA, 'a RAM role'],
  ])('%# is sound: %s', (input) => {
    expect(accountFaults(input)).toEqual([])
  })

  it.each<[AccountInput, string[], string]>([
    [{ ...AWS, accountId: '12345678901' }, ['/accountId'], 'AWS ids have 12 digits'],
    [{ ...AWS, partition: 'alibaba' }, ['/partition'], 'a partition of the other cloud'],
    [{ ...AWS, roleArn: 'arn:aws:iam::123456789012:user/weir' }, ['/roleArn'], 'a user is no role'],
    [{ ...AWS, roleArn: 'arn:aws:iam::210987654321:role/weir' }, ['/roleArn'], 'a role elsewhere'],
    [{ ...AWS, roleArn: 'arn:aws-cn:iam::123456789012:role/weir' }, ['/roleArn'], 'a role of another partition'],
    [{ ...AWS, roleArn: 'acs:ram::123456789012:role/weir' }, ['/roleArn'], 'a role of the other cloud'],
    [{ ...AWS, roleArn: null }, ['/externalId'], 'an external id without a role'],
    [{ ...AWS, externalId: 'a b' }, ['/externalId'], 'a space'],
    [{ ...AWS, accountId: 'x', roleArn: 'y', externalId: '' }, ['/accountId', '/externalId'], 'each fault once'],
    [{ ...ALIBABA, accountId: '123' }, ['/accountId'], 'too short for Alibaba Cloud'],
    [{ ...ALIBABA, roleArn: AWS.roleArn }, ['/roleArn'], 'an AWS role'],
  ])('%# names %j: %s', (input, pointers) => {
    const faults = accountFaults(input)
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers)
    for (const { message, remedy } of faults) expect(message.length * (remedy ?? '').length).toBeGreaterThan(0)
  })
})
