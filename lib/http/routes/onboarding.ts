import { prepareOnboarding } from '../../services/prepare-onboarding'
import { endpoint, type Endpoint } from '../endpoint'
import { onboardingInput, onboardingPack } from '../schemas/onboarding'

export const ONBOARDING_ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/onboarding',
    permission: 'accounts:write',
    tag: 'Accounts',
    summary: 'Policies, templates and commands that let Weir into an account; nothing is stored',
    body: onboardingInput,
    answer: onboardingPack,
    readsOnly: true,
    handle: ({ context, body }) => prepareOnboarding(context, body),
  }),
]
