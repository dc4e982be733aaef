import { describe, expect, it } from 'vitest'
import { patchSettings, settingsFor } from './settings'

describe('patchSettings', () => {
  it('changes only what is named, however deep', () => {
    const settings = settingsFor('bench')
    patchSettings(settings, { latencyMs: { read: 5 }, aws: { buckets: { mutate: { size: 1 } } } })
    const expected = settingsFor('bench')
    expected.latencyMs.read = 5
    expected.aws.buckets.mutate = { size: 1, refillPerSecond: 5 }
    expect(settings).toEqual(expected)
  })

  it('loads a profile first and then the rest', () => {
    const settings = settingsFor('bench')
    patchSettings(settings, { profile: 'test', latencyMs: { create: 9 } })
    expect(settings).toEqual({ ...settingsFor('test'), latencyMs: { read: 0, create: 9, other: 0 } })
  })

  const refused: readonly (readonly [string, unknown, RegExp])[] = [
    ['an unknown name', { speed: 3 }, /speed is not a setting/],
    ['an unknown name inside', { aws: { speed: 3 } }, /aws\.speed is not a setting/],
    ['a wrong type', { throttlingEnabled: 'yes' }, /throttlingEnabled must be a boolean/],
    ['a negative number', { delayScale: -1 }, /delayScale must be zero or more/],
    ['not a number', { latencyMs: { read: Number.NaN } }, /latencyMs\.read must be zero or more/],
    ['a word outside the choice', { aws: { duplicateMode: 'loose' } }, /aws\.duplicateMode must be one of/],
    ['a limit the models do not know', { aws: { maxResourceIds: 500 } }, /aws\.maxResourceIds must be one of/],
    ['a list', [], /must be an object/],
    ['nothing', null, /must be an object/],
    ['a leaf where a group is', { latencyMs: 3 }, /latencyMs must be an object/],
    ['an unknown profile', { profile: 'fast' }, /profile must be one of/],
  ]
  it.each(refused)('refuses %s whole, changing nothing', (_why, patch, message) => {
    const settings = settingsFor('demo')
    expect(() => patchSettings(settings, patch)).toThrow(message)
    expect(settings).toEqual(settingsFor('demo'))
  })

  it('gives every profile settings of its own', () => {
    const one = settingsFor('demo')
    patchSettings(one, { aws: { buckets: { read: { size: 1 } } } })
    expect(settingsFor('demo').aws.buckets.read.size).toBe(100)
  })
})
