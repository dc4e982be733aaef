import { createRandom, type SimRandom } from '../../core/random'
import type { CapturePoint } from './capture-points'

/** How long one aggregation window is. Nitro interfaces and transit gateways never aggregate for longer, whatever was asked. */
export const WINDOW_SECONDS = 60

/** What passed a capture point between two peers in one window. */
export interface Flow {
  readonly srcaddr: string
  readonly dstaddr: string
  readonly srcport: number
  readonly dstport: number
  readonly protocol: number
  readonly packets: number
  readonly bytes: number
  /** Unix seconds. */
  readonly start: number
  readonly end: number
  readonly action: 'ACCEPT' | 'REJECT'
  readonly isIngress: boolean
  readonly isIpv6: boolean
  readonly tcpFlags: number
  /** The service at the other end, where it is one. */
  readonly peerService: string | null
}

/** What a capture point saw in one window. */
export type Capture =
  | { readonly status: 'OK'; readonly flows: readonly Flow[] }
  /** Nothing passed, or the service could not keep up. */
  | { readonly status: 'NODATA' | 'SKIPDATA' }

interface Service {
  readonly port: number
  readonly protocol: number
  readonly name: string | null
}

const SERVICES: readonly Service[] = [
  { port: 443, protocol: 6, name: null },
  { port: 443, protocol: 6, name: 'S3' },
  { port: 443, protocol: 6, name: 'DYNAMODB' },
  { port: 5432, protocol: 6, name: null },
  { port: 6379, protocol: 6, name: null },
  { port: 8080, protocol: 6, name: null },
  { port: 53, protocol: 17, name: null },
  { port: 123, protocol: 17, name: 'AMAZON' },
]

/** What is knocked at from outside and turned away. */
const REFUSED_PORTS = [22, 23, 445, 3389, 5900, 8443] as const

/**
 * What a point captured in the window that begins at `windowStart` (Unix seconds, a multiple of the window). The same
 * for every flow log that looks at it, and for every time it is asked.
 */
export function captureOf(point: CapturePoint, windowStart: number): Capture {
  const random = createRandom(`traffic/${point.id}/${windowStart}`)
  const drawn = random.next()
  if (drawn < 0.04) return { status: 'NODATA' }
  if (drawn < 0.043) return { status: 'SKIPDATA' }
  const flows = Array.from({ length: random.int(1, 3) }, () => drawFlow(point, windowStart, random))
  return { status: 'OK', flows }
}

function drawFlow(point: CapturePoint, windowStart: number, random: SimRandom): Flow {
  const start = windowStart + random.int(0, 20)
  const end = windowStart + random.int(30, WINDOW_SECONDS - 1)
  // Transit gateways refuse nobody: their records have no action.
  const isRefused = point.kind === 'interface' && random.chance(0.12)
  const isIpv6 = random.chance(0.1)
  const isIngress = isRefused || random.chance(0.5)
  const service = random.pick(SERVICES)
  const isEcho = !isRefused && random.chance(0.03)
  const protocol = isEcho ? (isIpv6 ? 58 : 1) : isRefused ? 6 : service.protocol
  const packets = isRefused ? random.int(1, 4) : random.int(2, 900)
  const peer = isRefused || service.name !== null ? publicAddress(isIpv6, random) : peerAddress(point, isIpv6, random)
  const own = isIpv6 ? ownIpv6(point) : point.address
  const port = isEcho ? 0 : isRefused ? random.pick(REFUSED_PORTS) : service.port
  const clientPort = isEcho ? 0 : random.int(32_768, 60_999)
  return {
    srcaddr: isIngress ? peer : own,
    dstaddr: isIngress ? own : peer,
    srcport: clientPort,
    dstport: port,
    protocol,
    packets,
    bytes: packets * (isRefused ? 44 : random.int(60, 1_400)),
    start,
    end,
    action: isRefused ? 'REJECT' : 'ACCEPT',
    isIngress,
    isIpv6,
    tcpFlags: protocol === 6 ? (isRefused ? 2 : random.pick([0, 2, 3, 18, 19])) : 0,
    peerService: isRefused ? null : service.name,
  }
}

/** Documentation ranges only: nobody's address may turn up here. Source: RFC 5737, RFC 3849. */
function publicAddress(isIpv6: boolean, random: SimRandom): string {
  if (isIpv6) return `2001:db8:${random.int(1, 0xfff).toString(16)}::${random.int(1, 0xffff).toString(16)}`
  return `${random.pick(['198.51.100', '203.0.113', '192.0.2'])}.${random.int(1, 254)}`
}

function peerAddress(point: CapturePoint, isIpv6: boolean, random: SimRandom): string {
  if (isIpv6) return `2001:db8:a::${random.int(1, 0xffff).toString(16)}`
  const [first = '10', second = '0'] = point.address.split('.')
  return `${first}.${second}.${random.int(0, 31)}.${random.int(4, 250)}`
}

function ownIpv6(point: CapturePoint): string {
  const [, second = '0', third = '0', fourth = '0'] = point.address.split('.')
  return `2001:db8:${Number(second).toString(16)}:${Number(third).toString(16)}::${Number(fourth).toString(16)}`
}
