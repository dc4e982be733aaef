import { describe, expect, it } from 'vitest'
import { requireNode } from './install.mjs'

describe('requireNode', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.11.1'])('accepts %s', (version) => {
    expect(() => requireNode(version)).not.toThrow()
  })

  it.each(['18.20.4', '20.9.0', '20.18.3'])('refuses %s in a sentence that says what to do', (version) => {
    expect(() => requireNode(version)).toThrow(`Weir needs Node 20.19 or newer and this is ${version}: install`)
  })
})
