import { describeProviderContract } from '../../../test/contracts/provider-contract'
import { makeFakeHarness } from '../../../test/contracts/fake-harness'

describeProviderContract('fake, like AWS EC2', 'aws-ec2', () => makeFakeHarness('aws-ec2'))
describeProviderContract('fake, like Alibaba Cloud CEN', 'alibaba-cen', () => makeFakeHarness('alibaba-cen'))
