import type { ProviderId } from './provider-id'

/** The clouds as people say them. */
export const PROVIDER_LABELS = {
  'aws-ec2': 'AWS EC2',
  'alibaba-cen': 'Alibaba Cloud CEN',
} as const satisfies Record<ProviderId, string>
