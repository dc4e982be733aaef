import { expect, it } from 'vitest'
import { documentChanges } from './document-changes'

it('names each member that differs by its path, set and unset alike', () => {
  const before = {
    name: 'a',
    spec: { tags: { team: 'network' }, logFormat: null, interval: 600 },
    selector: { targets: ['x'] },
  }
  const after = {
    name: 'a',
    spec: { tags: { owner: 'audit' }, logFormat: 'f', interval: 60 },
    selector: { targets: ['x', 'y'] },
  }
  expect(documentChanges(before, after)).toEqual([
    { field: 'spec › tags › owner', before: null, after: 'audit' },
    { field: 'spec › logFormat', before: null, after: 'f' },
    { field: 'spec › interval', before: '600', after: '60' },
    { field: 'selector › targets', before: '["x"]', after: '["x","y"]' },
    { field: 'spec › tags › team', before: 'network', after: null },
  ])
})

it('finds nothing between equal documents', () => {
  expect(documentChanges({ a: { b: [1] } }, { a: { b: [1] } })).toEqual([])
})
