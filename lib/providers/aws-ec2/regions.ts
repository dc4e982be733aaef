/**
 * The region whose endpoints serve what an account has once: region opt-in and role sessions. Sessions of a regional STS
 * endpoint are valid in every region. Source: IAM user guide, managing STS in a region (read 2026-11).
 */
export function homeRegion(partition: string): string {
  switch (partition) {
    case 'aws-cn':
      return 'cn-north-1'
    case 'aws-us-gov':
      return 'us-gov-west-1'
    default:
      return 'us-east-1'
  }
}
