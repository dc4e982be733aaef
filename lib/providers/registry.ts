import type { ProviderId } from '../domain/provider-id'
import { createAlibabaCenProvider, type AlibabaCenOptions } from './alibaba-cen/provider'
import { createAwsEc2Provider, type AwsEc2Options } from './aws-ec2/provider'
import type { FlowLogProvider } from './provider'

/** What each cloud is made with; the endpoints come from the environment and from nowhere else. */
export interface ProviderOptions {
  readonly aws: AwsEc2Options
  readonly alibaba: AlibabaCenOptions
}

/** Every cloud Weir can manage, one line each. Brings the SDKs: for the worker, never for the web process. */
export function createProviders(options: ProviderOptions): Readonly<Record<ProviderId, FlowLogProvider>> {
  return {
    'aws-ec2': createAwsEc2Provider(options.aws),
    'alibaba-cen': createAlibabaCenProvider(options.alibaba),
  }
}
