/** The clouds Weir can manage. The database column is text; `parseProviderId` reads it. */
export const PROVIDER_IDS = ['aws-ec2', 'alibaba-cen'] as const

export type ProviderId = (typeof PROVIDER_IDS)[number]

/** Whether a text names a cloud Weir knows. Pure. */
export function isProviderId(text: string): text is ProviderId {
  return (PROVIDER_IDS as readonly string[]).includes(text)
}
