import type { Endpoint } from '../endpoint'
import { ACCOUNT_ENDPOINTS } from './accounts'
import { ADOPTION_ENDPOINTS } from './adoption'
import { CHANGE_REQUEST_ENDPOINTS } from './change-requests'
import { CONFIGURATION_ENDPOINTS } from './configurations'
import { DRIFT_ENDPOINTS } from './drift'
import { EVENT_ENDPOINTS } from './events'
import { FLEET_ENDPOINTS } from './fleet'
import { FLOW_LOG_ENDPOINTS } from './flow-logs'
import { INTERCHANGE_ENDPOINTS } from './interchange'
import { ONBOARDING_ENDPOINTS } from './onboarding'
import { ORGANISATION_ENDPOINTS } from './organisations'
import { RECORD_ENDPOINTS } from './records'
import { RESOURCE_ENDPOINTS } from './resources'
import { SETTINGS_ENDPOINTS } from './settings'

/** Every endpoint of the interface, more particular paths before those with an id. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...FLEET_ENDPOINTS,
  ...SETTINGS_ENDPOINTS,
  ...ACCOUNT_ENDPOINTS,
  ...ONBOARDING_ENDPOINTS,
  ...ORGANISATION_ENDPOINTS,
  ...RESOURCE_ENDPOINTS,
  ...ADOPTION_ENDPOINTS,
  ...DRIFT_ENDPOINTS,
  ...INTERCHANGE_ENDPOINTS,
  ...FLOW_LOG_ENDPOINTS,
  ...RECORD_ENDPOINTS,
  ...CONFIGURATION_ENDPOINTS,
  ...CHANGE_REQUEST_ENDPOINTS,
  ...EVENT_ENDPOINTS,
]
