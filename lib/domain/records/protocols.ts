/**
 * Protocol numbers that flow logs show, with the names people type.
 * Source: https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml
 */
const PROTOCOLS: readonly (readonly [number, string])[] = [
  [1, 'icmp'],
  [2, 'igmp'],
  [4, 'ipv4'],
  [6, 'tcp'],
  [17, 'udp'],
  [27, 'rdp'],
  [33, 'dccp'],
  [41, 'ipv6'],
  [46, 'rsvp'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
  [58, 'icmpv6'],
  [88, 'eigrp'],
  [89, 'ospf'],
  [94, 'ipip'],
  [103, 'pim'],
  [112, 'vrrp'],
  [115, 'l2tp'],
  [132, 'sctp'],
  [136, 'udplite'],
]

const BY_NAME: ReadonlyMap<string, number> = new Map([
  ...PROTOCOLS.map(([number, name]) => [name, number] as const),
  ['ipv6-icmp', 58],
  ['icmp6', 58],
])

/** A protocol number from a number or a name in any case; null when it is neither. Pure. */
export function parseProtocol(text: string): number | null {
  const trimmed = text.trim().toLowerCase()
  if (/^[0-9]{1,3}$/.test(trimmed)) return Number(trimmed) <= 255 ? Number(trimmed) : null
  return BY_NAME.get(trimmed) ?? null
}
