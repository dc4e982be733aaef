import { getSettings } from '../../read-models/get-settings'
import { confirmInstallation, editSettings, resumeChanges, stopAllChanges } from '../../services/change-settings'
import { endpoint } from '../endpoint'
import { settingsEdit, settingsView, stopInput } from '../schemas/settings'
import { emptyBody } from './params'

/** Settings, and the switches that hold for the whole installation. */
export const SETTINGS_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/settings',
    permission: 'settings:read',
    tag: 'Settings',
    summary: 'Settings and switches of this installation',
    answer: settingsView,
    handle: ({ context }) => getSettings(context.database),
  }),
  endpoint({
    method: 'patch',
    path: '/settings',
    permission: 'settings:write',
    tag: 'Settings',
    summary: 'Change settings',
    body: settingsEdit,
    answer: settingsView,
    ifMatch: true,
    handle: async ({ context, actor, body, revision }) => {
      await editSettings(context, actor, revision ?? 0, body)
      return getSettings(context.database)
    },
  }),
  endpoint({
    method: 'post',
    path: '/settings/stop',
    permission: 'settings:write',
    tag: 'Settings',
    summary: 'Stop all changes; looking goes on',
    body: stopInput,
    answer: settingsView,
    handle: async ({ context, actor, body }) => {
      await stopAllChanges(context, actor, body.reason)
      return getSettings(context.database)
    },
  }),
  endpoint({
    method: 'post',
    path: '/settings/resume',
    permission: 'settings:write',
    tag: 'Settings',
    summary: 'Let changes go on',
    body: emptyBody,
    answer: settingsView,
    handle: async ({ context, actor }) => {
      await resumeChanges(context, actor)
      return getSettings(context.database)
    },
  }),
  endpoint({
    method: 'post',
    path: '/settings/confirm-installation',
    permission: 'settings:write',
    tag: 'Settings',
    summary: 'Confirm that this installation is the one that may act',
    body: emptyBody,
    answer: settingsView,
    handle: async ({ context, actor }) => {
      await confirmInstallation(context, actor)
      return getSettings(context.database)
    },
  }),
]
