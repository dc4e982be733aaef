/** A problem in one sentence, for a person. */
export class InstallFailure extends Error {}
export function requireNode(version?: string): void
export function ensureInstalled(say: (title: string) => void): Promise<void>
