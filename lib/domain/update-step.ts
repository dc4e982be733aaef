/**
 * One in-place change: one call, one operation. A plan's update is a short list of these, in this order: untag, tag,
 * modify, enable or disable.
 */
export type UpdateStep =
  | { readonly kind: 'untag'; readonly keys: readonly string[] }
  | { readonly kind: 'tag'; readonly tags: Readonly<Record<string, string>> }
  /** Only the members that change, by their names in the spec. */
  | { readonly kind: 'modify'; readonly members: Readonly<Record<string, string | number>> }
  | { readonly kind: 'enable' }
  | { readonly kind: 'disable' }
