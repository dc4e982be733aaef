/**
 * A long text with its middle taken out, so that the parts people compare (the prefix and the last characters) stay:
 * `vpc-0a1b2c3d4e5f6070` becomes `vpc-0a1b…6070`. Texts of at most `max` characters come back as they are.
 * Counts code points, so that a character outside the basic plane is never cut in two. Pure.
 */
export function shortenMiddle(text: string, max = 16): string {
  const points = Array.from(text)
  if (points.length <= max || max < 5) return text
  const tail = Math.min(4, Math.floor((max - 1) / 3))
  const head = max - 1 - tail
  return `${points.slice(0, head).join('')}…${points.slice(-tail).join('')}`
}
