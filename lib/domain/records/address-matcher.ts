import ipaddr from 'ipaddr.js'

/** Tells whether the text of an address column lies in what was asked for. */
export type AddressMatcher = (address: string) => boolean

/**
 * A matcher for an address or a CIDR block, v4 or v6; null when the text is neither. Texts of records compare by meaning:
 * `2001:DB8::1` is `2001:db8:0::1`, and a v4 address written as v6 (`::ffff:10.0.0.1`) is its v4. Pure.
 */
export function addressMatcher(text: string): AddressMatcher | null {
  const block = parseBlock(text.trim())
  if (block === null) return null
  const [network, bits] = block
  if (network.kind() === 'ipv4') {
    const mask = bits === 0 ? 0 : (-1 << (32 - bits)) >>> 0
    const wanted = (numberOf(network.toByteArray()) & mask) >>> 0
    return (address) => {
      const number = parseV4(address)
      if (number !== -1) return (number & mask) >>> 0 === wanted
      return address.includes(':') && isInside(address, block)
    }
  }
  // Most records are v4: those are refused without being parsed.
  return (address) => address.includes(':') && isInside(address, block)
}

type Block = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

function parseBlock(text: string): Block | null {
  if (text.includes('/')) {
    if (!ipaddr.isValidCIDR(text) || !isFourPart(text.slice(0, text.indexOf('/')))) return null
    const [network, bits] = ipaddr.parseCIDR(text)
    // A block of v4 addresses written as v6.
    if (network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && bits >= 96) {
      return [network.toIPv4Address(), bits - 96]
    }
    return [network, bits]
  }
  if (!ipaddr.isValid(text) || !isFourPart(text)) return null
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** The library also reads `10.1` and `0x0a.0.0.1`, which people mean as something else or mistyped. */
function isFourPart(address: string): boolean {
  return address.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(address)
}

function isInside(text: string, [network, bits]: Block): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  return address.kind() === network.kind() && address.match(network, bits)
}

/** The number of a dotted v4 address, or -1: what runs once per record, without lists or patterns. */
function parseV4(text: string): number {
  let number = 0
  let part = 0
  let digits = 0
  let dots = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 46) {
      if (digits === 0) return -1
      number = number * 256 + part
      part = 0
      digits = 0
      dots += 1
    } else {
      if (code < 48 || code > 57) return -1
      part = part * 10 + code - 48
      digits += 1
      if (part > 255 || digits > 3) return -1
    }
  }
  return dots === 3 && digits > 0 ? number * 256 + part : -1
}

function numberOf(bytes: readonly number[]): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0)
}
