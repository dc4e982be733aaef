import { EdgeProblem } from '../problem'

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Until sign-in exists, only pages and programs of this machine may call: the Host must be one we answer to (a foreign
 * page that resolves its own name to 127.0.0.1 is refused), and what changes something must not come from elsewhere.
 */
export function assertLocal(request: Request, allowedHosts: readonly string[]): void {
  const host = request.headers.get('host') ?? new URL(request.url).host
  if (!isAllowed(host, allowedHosts)) {
    throw new EdgeProblem(
      'host-not-allowed',
      `Weir does not answer to "${host.slice(0, 200)}".`,
      'Open it by 127.0.0.1 or localhost, or add the name to WEIR_ALLOWED_HOSTS.',
    )
  }
  if (!UNSAFE.has(request.method)) return

  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const comesFromHere =
    origin === null ? site === null || site === 'same-origin' || site === 'none' : isSame(origin, host)
  if (!comesFromHere) {
    throw new EdgeProblem(
      'origin-not-allowed',
      'This request comes from another site.',
      'Use the console itself, or a program that sends no Origin header.',
    )
  }
}

/** Whether a Host header (with or without port) names one of the hosts. Pure. */
function isAllowed(host: string, allowedHosts: readonly string[]): boolean {
  const name = hostName(host)
  return name !== null && allowedHosts.includes(name)
}

function isSame(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}

function hostName(host: string): string | null {
  const url = `http://${host}`
  if (!URL.canParse(url)) return null
  const parsed = new URL(url)
  // A Host that holds more than a host (a path, a user) is somebody's trick.
  return parsed.pathname === '/' && parsed.username === '' && parsed.search === '' && parsed.hash === ''
    ? parsed.hostname
    : null
}
