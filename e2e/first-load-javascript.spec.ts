import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'

/** What a page may ask a browser to load before it can be used, as bytes of gzip -9. */
const LIMIT_BYTES = 200 * 1000

/** Every page a person can open from the menu. */
const PAGES = ['/', '/resources', '/flow-logs', '/configurations', '/changes', '/drift', '/adoption', '/accounts']

/** The scripts of a page that today's browsers load; `nomodule` ones are for browsers without modules. */
function scriptAddresses(html: string): string[] {
  return [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .map((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1])
    .filter((address) => address !== undefined)
}

test.describe('first-load JavaScript', () => {
  // Sizes do not depend on the window.
  for (const page of PAGES) {
    test(`${page} stays within ${LIMIT_BYTES / 1000} kB`, async ({ request }) => {
      const answer = await request.get(page)
      expect(answer.status()).toBe(200)
      const addresses = new Set(scriptAddresses(await answer.text()))
      expect(addresses.size, 'a page without scripts was not measured').toBeGreaterThan(0)
      let bytes = 0
      for (const address of addresses) {
        bytes += gzipSync(await (await request.get(address)).body(), { level: 9 }).length
      }
      expect(bytes, [...addresses].join('\n')).toBeLessThanOrEqual(LIMIT_BYTES)
    })
  }
})
