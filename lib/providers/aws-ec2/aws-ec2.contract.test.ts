import { makeAwsSimulatorHarness } from '../../../test/contracts/aws-simulator-harness'
import { describeProviderContract } from '../../../test/contracts/provider-contract'

describeProviderContract('aws-ec2, against the simulator', 'aws-ec2', makeAwsSimulatorHarness)
