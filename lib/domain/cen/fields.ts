import { fieldValues, recordFields, type FieldDetails } from '../record-field'

/** How every custom CEN format must begin. Source: Alibaba Cloud Cbn API reference, CreateFlowlog, read 2026-11 */
export const CEN_FORMAT_PREFIX = '${srcaddr}${dstaddr}${bytes}'

const MANDATORY = 'Every custom format holds it.'

const DETAILS: Readonly<Record<string, FieldDetails>> = {
  srcaddr: { caveat: MANDATORY },
  dstaddr: { caveat: MANDATORY },
  bytes: { unit: 'bytes', caveat: MANDATORY },
  packets: { unit: 'packets' },
  start: { unit: 'Unix seconds' },
  end: { unit: 'Unix seconds' },
  protocol: {
    values: fieldValues([
      ['1', 'ICMP'],
      ['6', 'TCP'],
      ['17', 'UDP'],
      ['58', 'ICMPv6'],
    ]),
    isOpen: true,
  },
  direction: {
    values: fieldValues([
      ['in', 'into the router; for a VBR from on-premises to the cloud'],
      ['out', 'out of the router'],
    ]),
    caveat: 'Inter-region connections are captured outbound only: a log on both ends shows both directions.',
  },
  'attachment-id': { caveat: 'Missing from records of inter-region connections in the published table of 2023.' },
  'dst-region-id': { caveat: 'Missing from records of VBR connections in the published table of 2023.' },
}

/**
 * Record fields whose names the vendor publishes; newer logs hold more, so unknown names are accepted and left to the
 * cloud to judge. Simple Log Service holds every value as text; the types are those of what the text means.
 * Source: Alibaba Cloud help, "Log fields" of CEN flow logs in Simple Log Service (2023-07-05), read 2026-11
 */
export const CEN_FIELDS = recordFields(
  [
    ['srcaddr', 0, 'STRING', 'Source address; always first in a custom format', '10.0.1.15'],
    ['dstaddr', 0, 'STRING', 'Destination address; always second', '10.8.2.20'],
    ['bytes', 0, 'INT_64', 'Bytes in the window; always third', '3400'],
    ['srcport', 0, 'INT_32', 'Source port', '49152'],
    ['dstport', 0, 'INT_32', 'Destination port', '443'],
    ['protocol', 0, 'INT_32', 'Protocol number', '6'],
    ['packets', 0, 'INT_64', 'Packets in the window', '12'],
    ['start', 0, 'INT_64', 'Window start, Unix seconds', '1760000000'],
    ['end', 0, 'INT_64', 'Window end, Unix seconds', '1760000060'],
    ['direction', 0, 'STRING', 'in or out; always out on inter-region connections', 'out'],
    ['account-id', 0, 'STRING', 'Alibaba Cloud account', '1000000000000001'],
    ['cen-id', 0, 'STRING', 'CEN instance', 'cen-0123456789abcdefgh'],
    ['attachment-id', 0, 'STRING', 'Network instance connection', 'tr-attach-0123456789abcdefgh'],
    ['src-region-id', 0, 'STRING', 'Source region', 'cn-hangzhou'],
    ['dst-region-id', 0, 'STRING', 'Destination region', 'cn-shanghai'],
  ],
  DETAILS,
)

/** The field ids of a well-formed CEN format (tokens back to back); null when malformed. Pure. */
export function parseCenFormat(format: string): readonly string[] | null {
  if (!/^(\$\{[a-z0-9_-]+\})+$/.test(format)) return null
  return [...format.matchAll(/\$\{([a-z0-9_-]+)\}/g)].map((match) => match[1] ?? '')
}

/** A CEN format from field ids. Pure. */
export function cenFormat(ids: readonly string[]): string {
  return ids.map((id) => '${' + id + '}').join('')
}
