import { OpenAPIHono } from '@hono/zod-openapi'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { describeEndpoints, openApiDocument, operationIdOf } from './openapi'
import { ENDPOINTS } from './routes/all-endpoints'

function document() {
  const app = new OpenAPIHono()
  describeEndpoints(app, ENDPOINTS)
  return JSON.parse(JSON.stringify(openApiDocument(app))) as OpenApi
}

interface Operation {
  operationId: string
  'x-permission': string
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { content?: Record<string, { schema: object }> }>
}

interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

describe('the OpenAPI document', () => {
  const api = document()
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  )

  it('is OpenAPI 3.1 and holds every endpoint once', () => {
    expect(api.openapi).toBe('3.1.0')
    expect(operations).toHaveLength(ENDPOINTS.length)
    expect(new Set(ENDPOINTS.map(operationIdOf)).size).toBe(ENDPOINTS.length)
  })

  it('names for every operation its permission, its answer and the problem', () => {
    for (const { name, operation } of operations) {
      expect(operation['x-permission'], name).toMatch(/^[a-z-]+:[a-z]+$/)
      expect(operation.responses['default']?.content?.['application/problem+json'], name).toBeDefined()
      expect(
        Object.keys(operation.responses).some((status) => /^20[012]$/.test(status)),
        name,
      ).toBe(true)
    }
  })

  it('describes path parameters, query parameters and the headers that POSTs and edits need', () => {
    for (const { name, operation } of operations) {
      const parameters = operation.parameters ?? []
      const has = (place: string, parameter: string) =>
        parameters.some((one) => one.in === place && one.name === parameter)
      if (name.includes('{id}')) expect(has('path', 'id'), name).toBe(true)
      if (name.startsWith('POST')) expect(has('header', 'idempotency-key'), name).toBe(true)
      if (name.startsWith('PATCH') || name.startsWith('DELETE')) expect(has('header', 'if-match'), name).toBe(true)
    }
    const resources = api.paths['/api/v1/resources']?.['get']?.parameters ?? []
    expect(resources.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['limit', 'cursor', 'sort', 'type', 'q', 'tag']),
    )
    expect(resources.find(({ name }) => name === 'type')?.schema).toMatchObject({ type: 'array' })
  })

  it('resolves every reference', () => {
    const references = JSON.stringify(api).match(/#\/components\/schemas\/\w+/g) ?? []
    expect(references.length).toBeGreaterThan(50)
    for (const reference of new Set(references)) {
      expect(Object.keys(api.components.schemas)).toContain(reference.split('/').at(-1))
    }
  })

  it('knows the same endpoints as the typed client', async () => {
    // The client's table is types only, so its text is what can be compared.
    const text = await readFile('lib/http/endpoints.ts', 'utf8')
    const typed = [...text.matchAll(/^ {2}'((?:GET|POST|PATCH|DELETE) [^']+)'/gm)].map(([, name]) => name)
    const served = ENDPOINTS.filter(({ stream }) => !stream).map(
      ({ method, path }) => `${method.toUpperCase()} ${path}`,
    )
    expect([...typed].sort()).toEqual([...served].sort())
  })

  it('stays as it is unless somebody means it', async () => {
    const shape = operations
      .map(({ name, operation }) => {
        const body = operation.requestBody?.content['application/json']?.schema
        const query = (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name)
        const [status = ''] = Object.keys(operation.responses)
        return [name, operation['x-permission'], `query: ${query.join(' ')}`, `body: ${reference(body)}`, status].join(
          ' | ',
        )
      })
      .sort()
    await expect(`${shape.join('\n')}\n`).toMatchFileSnapshot('./__snapshots__/openapi-operations.txt')
  })
})

function reference(schema: object | undefined): string {
  if (schema === undefined) return '–'
  return '$ref' in schema && typeof schema.$ref === 'string' ? (schema.$ref.split('/').at(-1) ?? '') : 'inline'
}
