import { decodeAwsRequest } from './aws/decode-request'
import { AWS_RULES } from './aws/rules'
import { decodeCenRequest } from './cen/decode-request'
import { CEN_RULES } from './cen/rules'
import type { Violation } from './problem'
import type { ProviderId } from './provider-id'
import { WHOLE_REQUEST } from './request-form'
import { applyRules, NO_PLACE, type RulePlace } from './rule'

/**
 * Everything wrong with one create request in the cloud's own parameters (CreateFlowLogs of EC2, CreateFlowlog of Cbn), by
 * the same rules that judge a spec; fields are the cloud's own parameter paths. Pure and total: any JSON value is a
 * request that can be judged. It judges form and rules, not whether anything it names exists.
 */
export function validateRequest(
  provider: ProviderId,
  value: unknown,
  place: RulePlace = NO_PLACE,
): readonly Violation[] {
  switch (provider) {
    case 'aws-ec2': {
      const { request, violations } = decodeAwsRequest(value)
      return request === null ? violations : [...violations, ...applyRules(AWS_RULES, request, place)]
    }
    case 'alibaba-cen': {
      const { request, violations } = decodeCenRequest(value)
      return request === null ? violations : [...violations, ...applyRules(CEN_RULES, request, place)]
    }
  }
}

/** The same for a request as text. A text that is no JSON is a violation, never an error. Pure. */
export function validateRequestText(
  provider: ProviderId,
  text: string,
  place: RulePlace = NO_PLACE,
): readonly Violation[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return [notJson(text.trim() === '' ? 'There is no request.' : `This is not JSON: ${reasonOf(error)}.`)]
  }
  return validateRequest(provider, value, place)
}

/** A request that cannot be read at all. */
export function notJson(message: string): Violation {
  return {
    rule: 'json',
    field: WHOLE_REQUEST,
    message,
    remedy: "Give the parameters of one call as a JSON object, by the cloud's own names.",
    source: 'RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format',
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : 'it cannot be read'
  return text.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 160)
}
