import { describe, expect, it } from 'vitest'
import type { ScopeRef } from '../../domain/scope'
import { translateAttachment, translateCen, translateRouter } from './translate-resources'

const SCOPE: ScopeRef = {
  provider: 'alibaba-cen',
  partition: 'alibaba',
  accountId: '9007199254740993',
  region: 'global',
}

const ROUTER = {
  transitRouterId: 'tr-1',
  cenId: 'cen-1',
  regionId: 'cn-hangzhou',
  transitRouterName: '',
  type: 'Enterprise',
  status: 'Active',
  aliUid: '9007199254740993',
}

const router = (change: Partial<typeof ROUTER> = {}) => {
  const resource = translateRouter(SCOPE, { ...ROUTER, ...change })
  if (resource === null) throw new Error('not translated')
  return resource
}

describe('resources', () => {
  it('a CEN lives in the global scope', () => {
    expect(translateCen(SCOPE, { cenId: 'cen-1', name: 'core', status: 'Active' })).toMatchObject({
      key: { scope: { region: 'global' }, type: 'CEN', localKey: 'cen-1' },
      name: 'core',
      isSettled: true,
    })
    expect(translateCen(SCOPE, { cenId: 'cen-1', status: 'Deleting' })?.isSettled).toBe(false)
    expect(translateCen(SCOPE, {})).toBeNull()
  })

  it('a router lives in its region, with its owner digit by digit', () => {
    expect(router()).toMatchObject({
      key: { scope: { region: 'cn-hangzhou' }, type: 'TransitRouter', localKey: 'tr-1' },
      ownerAccountId: '9007199254740993',
      name: null,
      notCoverable: null,
      isSettled: true,
      links: { cen: 'cen-1' },
    })
    expect(router({ type: 'Basic' }).notCoverable).toBe('BasicEdition')
    expect(router({ status: 'Upgrading' }).isSettled).toBe(false)
    expect(translateRouter(SCOPE, { transitRouterId: 'tr-1' })).toBeNull()
  })

  it.each([
    ['VPC', { vpcId: 'vpc-1', vpcOwnerId: '201846395720184637' }, 'vpc-1'],
    ['VPN', { vpnId: 'vco-1' }, 'vco-1'],
    ['VBR', { vbrId: 'vbr-1' }, 'vbr-1'],
    ['ECR', { ecrId: 'ecr-1' }, 'ecr-1'],
    ['TR', { peerTransitRouterId: 'tr-2', peerTransitRouterRegionId: 'cn-shanghai' }, 'tr-2'],
  ])('an attachment of kind %s says what it attaches, and belongs to the router’s account', (kind, extra, attached) => {
    const resource = translateAttachment(router(), {
      transitRouterAttachmentId: 'tr-attach-1',
      resourceType: kind,
      status: 'Attached',
      transitRouterId: 'tr-1',
      ...extra,
    })
    expect(resource).toMatchObject({
      key: { type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-1', scope: { region: 'cn-hangzhou' } },
      ownerAccountId: '9007199254740993',
      attachmentKind: kind,
      isSettled: true,
      links: { transitRouter: 'tr-1', cen: 'cen-1', attached },
    })
    expect(resource?.links.peerRegion).toBe(kind === 'TR' ? 'cn-shanghai' : undefined)
  })

  it('a peer link listed the other way round still names the far router', () => {
    const row = {
      transitRouterAttachmentId: 'tr-attach-1',
      resourceType: 'TR',
      status: 'Attached',
      transitRouterId: 'tr-2',
      peerTransitRouterId: 'tr-1',
      peerTransitRouterRegionId: 'cn-hangzhou',
    }
    const mirrored = translateAttachment(router(), row, (id) => (id === 'tr-2' ? 'cn-shanghai' : undefined))
    expect(mirrored?.links).toMatchObject({ transitRouter: 'tr-1', attached: 'tr-2', peerRegion: 'cn-shanghai' })
    expect(translateAttachment(router(), row)?.links.peerRegion).toBeUndefined()
  })

  it('an attachment is no target while it or its router is changing, or on a Basic router', () => {
    const attachment = { transitRouterAttachmentId: 'a', status: 'Attached' }
    expect(translateAttachment(router({ status: 'Modifying' }), attachment)?.isSettled).toBe(false)
    expect(translateAttachment(router(), { ...attachment, status: 'Attaching' })?.isSettled).toBe(false)
    expect(translateAttachment(router({ type: 'Basic' }), attachment)?.notCoverable).toBe('BasicEdition')
    expect(translateAttachment(router(), {})).toBeNull()
  })
})
