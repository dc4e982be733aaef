/**
 * The life of a desired flow log. Active = exists as desired; Blocked = a person must change something outside;
 * Failed = the last authorised action ended terminally; Deleted is the end.
 */
export const PHASES = [
  'Pending',
  'Creating',
  'Active',
  'Updating',
  'Replacing',
  'Deleting',
  'Deleted',
  'Blocked',
  'Failed',
] as const

export type Phase = (typeof PHASES)[number]
