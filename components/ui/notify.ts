export interface Notice {
  readonly kind: 'done' | 'problem'
  readonly message: string
  readonly detail?: string
}

const waiting: Notice[] = []
let show: ((notice: Notice) => void) | null = null
const wakers = new Set<() => void>()

/** Says something that just happened, in a corner. What draws it loads with the first notice; none is lost meanwhile. */
export function notify(kind: Notice['kind'], message: string, detail?: string): void {
  const notice: Notice = { kind, message, ...(detail === undefined ? {} : { detail }) }
  if (show !== null) show(notice)
  else waiting.push(notice)
  for (const wake of wakers) wake()
}

/** Tells the host that there is something to draw. */
export function onNotice(wake: () => void): () => void {
  wakers.add(wake)
  return () => wakers.delete(wake)
}

/** Takes over showing, beginning with what waited. */
export function showNotices(present: (notice: Notice) => void): () => void {
  show = present
  for (const notice of waiting.splice(0)) present(notice)
  return () => {
    show = null
  }
}
