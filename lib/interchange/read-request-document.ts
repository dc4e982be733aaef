import type { Notes } from './notes'
import { readJson } from './source/json'
import type { SourceNode } from './source/node'
import { readYaml } from './source/yaml'

/** Reads JSON or YAML, whichever it is: one value, or a stream of YAML documents. Throws `Unreadable`. */
export function readRequestDocument(text: string, notes: Notes): readonly SourceNode[] {
  return looksLikeJson(text) ? [readJson(text, notes)] : readYaml(text, notes)
}

/** Whether a text begins as JSON values that hold something do. Pure. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}
