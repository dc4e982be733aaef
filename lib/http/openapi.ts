import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Endpoint } from './endpoint'
import { problemDocument } from './schemas/problem'

/** Registers every endpoint for the document. Validation uses the very same schemas, so the two cannot differ. */
export function describeEndpoints(app: OpenAPIHono, endpoints: readonly Endpoint[]): void {
  for (const endpoint of endpoints) {
    app.openAPIRegistry.registerPath({
      method: endpoint.method,
      path: `/api/v1${endpoint.path}`,
      operationId: operationIdOf(endpoint),
      summary: endpoint.summary,
      tags: [endpoint.tag],
      'x-permission': endpoint.permission,
      request: {
        ...(isObject(endpoint.params) ? { params: endpoint.params } : {}),
        ...(isObject(endpoint.query) ? { query: endpoint.query } : {}),
        ...(headersOf(endpoint) ?? {}),
        ...(endpoint.body === null
          ? {}
          : { body: { required: true, content: { 'application/json': { schema: endpoint.body } } } }),
      },
      responses: {
        [endpoint.status]: {
          description: endpoint.summary,
          content: { [endpoint.stream ? 'text/event-stream' : 'application/json']: { schema: endpoint.answer } },
        },
        default: {
          description: 'Any refusal or failure; `code` says which',
          content: { 'application/problem+json': { schema: problemDocument } },
        },
      },
    })
  }
}

/** The OpenAPI 3.1 document. */
export function openApiDocument(app: OpenAPIHono) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Weir',
      version: '1',
      description:
        'The control plane for network flow logs across clouds. Lists page by cursor; every POST needs an Idempotency-Key, every edit an If-Match; refusals are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
  })
}

/** A stable name for generated clients: `POST /accounts/{id}/pause` → `postAccountsPause`. Pure. */
export function operationIdOf(endpoint: Pick<Endpoint, 'method' | 'path'>): string {
  const words = endpoint.path.split(/[/-]/).flatMap((part) => {
    if (part === '') return []
    return part.startsWith('{') ? ['by', part.slice(1, -1)] : [part]
  })
  return endpoint.method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function headersOf(endpoint: Endpoint) {
  if (endpoint.method === 'post') {
    return { headers: z.object({ 'idempotency-key': z.string().min(8).max(200) }) }
  }
  return endpoint.ifMatch ? { headers: z.object({ 'if-match': z.string() }) } : null
}

function isObject(schema: unknown): schema is z.ZodObject {
  return schema instanceof z.ZodObject
}
