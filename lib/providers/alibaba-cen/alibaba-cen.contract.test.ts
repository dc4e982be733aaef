import { makeAlibabaCenHarness } from '../../../test/contracts/alibaba-cen-harness'
import { describeProviderContract } from '../../../test/contracts/provider-contract'

describeProviderContract('alibaba-cen', 'alibaba-cen', makeAlibabaCenHarness)
