'use client'

import { stringify } from 'yaml'
import { CodeBlock } from '@/components/ui/copy-text'

/** A document as YAML, to read and to copy. Loaded on first use. */
export function YamlView({ value, label }: { value: unknown; label: string }) {
  return <CodeBlock label={label} code={stringify(value, { lineWidth: 100 }).trimEnd()} />
}
