import type { SimResponse } from '../../core/cloud'
import { ServiceRefusal } from '../service-call'

const CONTENT_TYPE = 'application/x-amz-json-1.1'

/** A successful answer of the AWS JSON 1.1 protocol. Pure. */
export function jsonResponse(content: object, requestId: string): SimResponse {
  return {
    status: 200,
    headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId },
    body: JSON.stringify(content),
  }
}

/** A refusal in that protocol: the code stands in `__type`. Pure. */
export function jsonRefusal(
  refusal: { readonly code: string; readonly message: string; readonly status: number },
  requestId: string,
): SimResponse {
  return {
    status: refusal.status,
    headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId },
    body: JSON.stringify({ __type: refusal.code, message: refusal.message }),
  }
}

/** The members of a JSON request. Each accessor refuses what is of another type, in the name of the given code. */
export class JsonInput {
  private constructor(
    private readonly members: Readonly<Record<string, unknown>>,
    private readonly invalidCode: string,
  ) {}

  static parse(body: string, invalidCode: string): JsonInput {
    let content: unknown
    try {
      content = JSON.parse(body === '' ? '{}' : body)
    } catch {
      throw new ServiceRefusal('SerializationException', 400, 'The request is not JSON.')
    }
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      throw new ServiceRefusal('SerializationException', 400, 'The request is not a JSON object.')
    }
    return new JsonInput(content as Record<string, unknown>, invalidCode)
  }

  text(name: string): string | undefined {
    return this.read(name, 'string') as string | undefined
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined || value === '') throw this.invalid(`The parameter ${name} is required.`)
    return value
  }

  integer(name: string): number | undefined {
    const value = this.read(name, 'number') as number | undefined
    if (value !== undefined && !Number.isSafeInteger(value)) throw this.invalid(`${name} is not a whole number.`)
    return value
  }

  /** An integer between two bounds, both included. */
  integerWithin(name: string, least: number, most: number): number | undefined {
    const value = this.integer(name)
    if (value !== undefined && (value < least || value > most)) {
      throw this.invalid(`Value '${value}' at '${name}' failed to satisfy constraint: between ${least} and ${most}.`)
    }
    return value
  }

  boolean(name: string): boolean | undefined {
    return this.read(name, 'boolean') as boolean | undefined
  }

  texts(name: string): readonly string[] | undefined {
    const value = this.members[name] ?? undefined
    if (value === undefined) return undefined
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
      throw this.invalid(`${name} is not a list of texts.`)
    }
    return value
  }

  invalid(message: string): ServiceRefusal {
    return new ServiceRefusal(this.invalidCode, 400, message)
  }

  private read(name: string, type: 'string' | 'number' | 'boolean'): unknown {
    const value = this.members[name] ?? undefined
    if (value !== undefined && typeof value !== type) throw this.invalid(`${name} is not a ${type}.`)
    return value
  }
}
