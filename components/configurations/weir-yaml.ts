/** A document with the head that Weir's own YAML begins with, so that what is copied can be imported. Pure. */
export function asWeirYaml(document: object): object {
  return { apiVersion: 'weir/v1', kind: 'Configuration', ...document }
}
