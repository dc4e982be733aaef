import { expect, test } from 'vitest'
import { sha256Hex } from './digest'

test.each([
  {
    text: '',
    hex: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    why: 'the well-known empty hash',
  },
  { text: 'abc', hex: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', why: 'the FIPS 180 example' },
])('$why', ({ text, hex }) => {
  expect(sha256Hex(text)).toBe(hex)
})
