/** What can stand inside an element. Undefined and null are left out whole; a list becomes `<item>` elements. */
export type XmlValue =
  string | number | boolean | Date | null | undefined | readonly XmlValue[] | { readonly [name: string]: XmlValue }

/** One element with its content. Pure. */
export function renderElement(name: string, value: XmlValue, attributes = ''): string {
  if (value === undefined || value === null) return ''
  const content = renderContent(value)
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`
}

/** A whole document. Pure. */
export function renderDocument(name: string, namespace: string | null, value: XmlValue): string {
  const attributes = namespace === null ? '' : ` xmlns="${escapeXml(namespace)}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderElement(name, value, attributes)}`
}

function renderContent(value: Exclude<XmlValue, null | undefined>): string {
  if (typeof value === 'string') return escapeXml(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (isList(value)) return value.map((item) => renderElement('item', item)).join('')
  let content = ''
  for (const [name, child] of Object.entries(value)) content += renderElement(name, child)
  return content
}

function isList(value: object): value is readonly XmlValue[] {
  return Array.isArray(value)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text made safe for XML 1.0: the five entities, carriage returns, and the characters that XML cannot hold at all. Pure. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(/\r/g, '&#xD;')
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
}
