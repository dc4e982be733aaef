/** `41 of 52 · 78.8 %`; a dash while nothing is countable. Pure. */
export function deliveringText({ delivering, countable }: { delivering: number; countable: number }): string {
  if (countable === 0) return '–'
  const percent = Math.floor((delivering / countable) * 1000) / 10
  return `${delivering.toLocaleString('en-US')} of ${countable.toLocaleString('en-US')} · ${percent} %`
}
