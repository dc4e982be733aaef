/** What a caller may be allowed to do. Until sign-in exists the local operator holds all of them. */
export const PERMISSIONS = {
  'fleet:read': 'See accounts, scopes, resources and flow logs',
  'fleet:look': 'Ask for a look now',
  'accounts:write': 'Add, edit, pause, test and remove accounts',
  'configurations:read': 'See Configurations and their versions',
  'changes:read': 'See change requests and their plans',
  'changes:propose': 'Propose, edit and withdraw changes',
  'changes:approve': 'Approve, reject and cancel changes',
  'records:read': 'Read records of flow logs',
  'flow-logs:retry': 'Ask for another attempt after a failure',
  'settings:read': 'See settings',
  'settings:write': 'Change settings, stop and resume all changes',
  'activity:read': 'See who did what',
} as const

export type Permission = keyof typeof PERMISSIONS

/** Roles that sign-in will hand out; the local operator is `admin`. */
export function isPermitted(permissions: ReadonlySet<Permission>, needed: Permission): boolean {
  return permissions.has(needed)
}

export const ALL_PERMISSIONS: ReadonlySet<Permission> = new Set(Object.keys(PERMISSIONS) as Permission[])
