import type { ProviderId } from '../../lib/domain/provider-id'
import type { InPlaceSample } from './provider/harness'

const TAGS: InPlaceSample = {
  field: 'tags',
  steps: [{ kind: 'tag', tags: { team: 'network' } }],
  isShown: (log) => log.tags['team'] === 'network' && log.spec?.tags['team'] === 'network',
}

/** One change per field that changes in place, with what a listing shows afterwards. */
export const IN_PLACE_SAMPLES: Readonly<Record<ProviderId, readonly InPlaceSample[]>> = {
  'aws-ec2': [TAGS],
  'alibaba-cen': [
    TAGS,
    {
      field: 'flowLogName',
      steps: [{ kind: 'modify', members: { flowLogName: 'renamed' } }],
      isShown: (log) => log.spec?.family === 'cen' && log.spec.flowLogName === 'renamed',
    },
    {
      field: 'description',
      steps: [{ kind: 'modify', members: { description: 'says something else' } }],
      isShown: (log) => log.spec?.family === 'cen' && log.spec.description === 'says something else',
    },
    {
      field: 'intervalSeconds',
      steps: [{ kind: 'modify', members: { intervalSeconds: 60 } }],
      isShown: (log) => log.spec?.family === 'cen' && log.spec.intervalSeconds === 60,
    },
    {
      field: 'enabled',
      steps: [{ kind: 'disable' }],
      isShown: (log) => log.status === 'inactive' && log.spec?.family === 'cen' && !log.spec.enabled,
    },
  ],
}
