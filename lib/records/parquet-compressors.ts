import { gunzipSync } from 'node:zlib'
import type { Compressors } from 'hyparquet'
import { compressors as pureCompressors } from 'hyparquet-compressors'

/**
 * How pages are unpacked. AWS writes gzip: Node's own is several times as quick as one in JavaScript, and it notices
 * damage by the checksum. The reader's own Snappy is taken, which stops at a wrong length.
 */
export const PAGE_COMPRESSORS: Compressors = {
  ...withoutSnappy(pureCompressors),
  GZIP: (input, outputLength) => gunzipSync(input, { maxOutputLength: Math.max(1, outputLength) }),
}

function withoutSnappy({ SNAPPY: _unused, ...others }: Compressors): Compressors {
  return others
}
