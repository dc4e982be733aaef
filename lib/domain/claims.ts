/** What a claim is allotted by. */
export interface Claimant {
  readonly claimKey: string
  readonly holdsClaim: boolean
}

/**
 * Who holds each claim: at most one desired flow log per claim key, and the first holder wins. Pure and deterministic.
 * A holder keeps its claim as long as its key stays the same; a free claim goes to the first existing claimant, then to
 * the first entering one, in the order given (existing ones by age, entering ones by Configuration and target).
 */
export function allotClaims(
  existing: readonly { readonly before: Claimant; readonly member: Claimant }[],
  entering: readonly Claimant[],
): ReadonlySet<Claimant> {
  const taken = new Set<string>()
  const holders = new Set<Claimant>()
  const take = (claimant: Claimant): void => {
    if (taken.has(claimant.claimKey)) return
    taken.add(claimant.claimKey)
    holders.add(claimant)
  }
  for (const { before, member } of existing) {
    if (before.holdsClaim && before.claimKey === member.claimKey) take(member)
  }
  for (const { member } of existing) take(member)
  for (const claimant of entering) take(claimant)
  return holders
}
