import type { JsonOperation, JsonService } from '../json-service'
import type { JsonInput } from '../protocol/json'
import { ServiceRefusal, type ServiceCall } from '../service-call'
import { PARTITION } from '../world'
import { membersOf, type Organisation, type OrganisationMember } from './members'

const MOST_PER_PAGE = 20

/**
 * ListAccounts: for the management account and delegated administrators only, at most 20 a page. A page may be empty and
 * go on all the same: every second one is, so that nobody takes an empty page for the end.
 * Source: Organizations API reference, ListAccounts (read 2026-11).
 */
const listAccounts: JsonOperation = {
  latency: 'read',
  action: 'organizations:ListAccounts',
  limits: { size: 15, refillPerSecond: 8 },
  resources: () => [],
  perform: (call, input) => {
    const organisation = requireOrganisation(call)
    const size = input.integerWithin('MaxResults', 1, MOST_PER_PAGE) ?? MOST_PER_PAGE
    const { from, isPause } = readToken(input)
    const members = membersOf(call.world, organisation)
    if (isPause) return { Accounts: [], NextToken: writeToken(from, false) }
    const page = members.slice(from, from + size)
    const next = from + page.length
    return {
      Accounts: page.map((member) => accountAnswer(organisation, member)),
      ...(next < members.length ? { NextToken: writeToken(next, true) } : {}),
    }
  },
}

/** AWS Organizations, as far as its accounts are listed through it. */
export const ORGANIZATIONS_SERVICE: JsonService = {
  service: 'organizations',
  target: 'AWSOrganizationsV20161128',
  invalidCode: 'InvalidInputException',
  deniedCode: 'AccessDeniedException',
  throttledCode: 'TooManyRequestsException',
  operations: { ListAccounts: listAccounts },
}

function requireOrganisation({ world, accountId }: ServiceCall): Organisation {
  const { organisation } = world
  if (organisation === null) {
    throw new ServiceRefusal(
      'AWSOrganizationsNotInUseException',
      400,
      'Your account is not a member of an organization.',
    )
  }
  const mayList = [organisation.managementAccountId, ...organisation.delegatedAdministrators]
  if (mayList.includes(accountId)) return organisation
  throw new ServiceRefusal('AccessDeniedException', 400, "You don't have permissions to access this resource.")
}

function accountAnswer(organisation: Organisation, member: OrganisationMember) {
  const { id, name, state, joinedMethod, joinedAtMs, path } = member
  // The older member knows fewer words. Source: Organizations API reference, Account, Status and State.
  const status = state === 'PENDING_ACTIVATION' ? 'ACTIVE' : state === 'CLOSED' ? 'SUSPENDED' : state
  return {
    Id: id,
    Arn: `arn:${PARTITION}:organizations::${organisation.managementAccountId}:account/${organisation.id}/${id}`,
    Email: `aws+${name}@example.com`,
    Name: name,
    State: state,
    Status: status,
    JoinedMethod: joinedMethod,
    JoinedTimestamp: joinedAtMs / 1000,
    Paths: [`${organisation.id}/r-a1b2/${path}/`],
  }
}

function writeToken(from: number, isPause: boolean): string {
  return Buffer.from(JSON.stringify([from, isPause]), 'utf8').toString('base64url')
}

function readToken(input: JsonInput): { readonly from: number; readonly isPause: boolean } {
  const token = input.text('NextToken')
  if (token === undefined) return { from: 0, isPause: false }
  try {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    const [from, isPause] = Array.isArray(content) ? (content as readonly unknown[]) : []
    if (Number.isSafeInteger(from) && typeof isPause === 'boolean') return { from: Number(from), isPause }
  } catch {
    // Falls through to the refusal: whatever it was, it is no token of ours.
  }
  throw input.invalid('The value for NextToken is not valid.')
}
