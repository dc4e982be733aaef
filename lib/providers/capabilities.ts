import type { Capabilities } from '../domain/capabilities'
import type { ProviderId } from '../domain/provider-id'
import { ALIBABA_CEN_CAPABILITIES } from './alibaba-cen/capabilities'
import { AWS_EC2_CAPABILITIES } from './aws-ec2/capabilities'

/** What every cloud can do, as data: no SDK comes with it, so forms and the web process may import it. */
export const CAPABILITIES: Readonly<Record<ProviderId, Capabilities>> = {
  'aws-ec2': AWS_EC2_CAPABILITIES,
  'alibaba-cen': ALIBABA_CEN_CAPABILITIES,
}

/** The capabilities of one cloud. */
export function capabilitiesOf(provider: ProviderId): Capabilities {
  return CAPABILITIES[provider]
}
