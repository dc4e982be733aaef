import type { Violation } from '../problem'
import { RequestForm, type Members } from '../request-form'
import type { RequestTag } from '../request-tag'
import { CEN_PARAMETERS, type CenRequest } from './request'

const SOURCE = 'Alibaba Cloud Cbn API reference (2017-09-12), CreateFlowlog, read 2026-11'

/** More tags than any rule allows are counted, not looked at one by one. */
const MOST_ITEMS = 300

/** A tag as the query string carries it: `Tag.1.Key`. */
const FLAT_TAG = /^Tag\.([1-9]\d{0,2})\.(Key|Value)$/

const NOTHING: Members = { values: new Map(), given: new Set(), path: '' }

/**
 * The parameters of one CreateFlowlog call from JSON, whatever it holds, with every fault of its form. Pure and total.
 * Tags may come as a list or in the flat form of the query string.
 */
export function decodeCenRequest(value: unknown): { request: CenRequest | null; violations: readonly Violation[] } {
  const form = new RequestForm(SOURCE)
  const flat = flatTagNames(value)
  const members = form.members(value, '', [...CEN_PARAMETERS, ...flat])
  if (members === null) return { request: null, violations: form.violations }
  for (const name of ['OwnerAccount', 'ResourceOwnerAccount']) form.text(members, name)
  for (const name of ['OwnerId', 'ResourceOwnerId']) readId(form, members, name)
  const request: CenRequest = {
    given: members.given,
    regionId: form.text(members, 'RegionId'),
    cenId: form.text(members, 'CenId'),
    transitRouterId: form.text(members, 'TransitRouterId'),
    transitRouterAttachmentId: form.text(members, 'TransitRouterAttachmentId'),
    projectName: form.text(members, 'ProjectName'),
    logStoreName: form.text(members, 'LogStoreName'),
    flowLogName: form.text(members, 'FlowLogName'),
    description: form.text(members, 'Description'),
    interval: form.number(members, 'Interval'),
    logFormatString: form.text(members, 'LogFormatString'),
    clientToken: form.text(members, 'ClientToken'),
    tags: [...listedTags(form, members), ...flatTags(form, members, flat)],
  }
  return { request, violations: form.violations }
}

function flatTagNames(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).filter((name) => FLAT_TAG.test(name))
}

/** Account ids go beyond what a JSON number holds exactly, so they also come as digits. */
function readId(form: RequestForm, members: Members, name: string): void {
  if (!members.values.has(name)) return
  const value = members.values.get(name)
  const isId = typeof value === 'string' ? /^\d+$/.test(value) : typeof value === 'number' && Number.isInteger(value)
  if (!isId) form.wrongType(name, value, 'an account id')
}

function listedTags(form: RequestForm, request: Members): readonly RequestTag[] {
  return (form.list(request, 'Tag') ?? []).slice(0, MOST_ITEMS).map((item, index) => {
    const path = `Tag[${index}]`
    const members = form.members(item, path, ['Key', 'Value'])
    return {
      path,
      given: members?.given ?? new Set(['Key', 'Value']),
      key: form.text(members ?? NOTHING, 'Key'),
      value: form.text(members ?? NOTHING, 'Value'),
    }
  })
}

function flatTags(form: RequestForm, request: Members, names: readonly string[]): readonly RequestTag[] {
  const numbers = new Set(names.map((name) => Number(FLAT_TAG.exec(name)?.[1])))
  return [...numbers]
    .sort((left, right) => left - right)
    .map((number) => {
      const path = `Tag.${number}`
      const given = ['Key', 'Value'].filter((name) => request.given.has(`${path}.${name}`))
      return {
        path,
        given: new Set(given),
        key: form.text(request, `${path}.Key`),
        value: form.text(request, `${path}.Value`),
      }
    })
}
