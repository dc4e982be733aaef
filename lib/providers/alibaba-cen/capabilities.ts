import type { Capabilities, FieldCapability } from '../../domain/capabilities'
import { formatPresets } from '../../domain/format-presets'
import { PROVIDER_LABELS } from '../../domain/provider-labels'

/*
 * Source: Cbn 2017-09-12 API reference, CreateFlowlog, ModifyFlowLogAttribute, ActiveFlowLog, DeactiveFlowLog and
 * DescribeFlowlogs (read 2026-11); which members change in place also by the vendor's Terraform provider
 * (alicloud_cen_flowlog).
 */

const text = (
  field: string,
  label: string,
  help: string,
  rest: Pick<FieldCapability, 'required' | 'change' | 'maxLength' | 'placeholder'>,
): FieldCapability => ({ field, label, help, input: 'text', options: null, onlyWhen: null, initial: null, ...rest })

/** What Alibaba Cloud CEN flow logs can do. Data only. */
export const ALIBABA_CEN_CAPABILITIES: Capabilities = {
  provider: 'alibaba-cen',
  label: PROVIDER_LABELS['alibaba-cen'],
  families: [
    {
      family: 'cen',
      label: 'Transit routers and their attachments',
      targetTypes: ['TransitRouter', 'TransitRouterAttachment'],
      undiscoveredTypes: [],
      formatPresets: formatPresets('cen'),
      maxCreateBatch: 1,
      fields: [
        text(
          'projectName',
          'SLS project',
          'In the region of the flow log; made by the service when it does not exist.',
          {
            required: true,
            change: 'replace',
            maxLength: 63,
            placeholder: 'flow-logs-{region}',
          },
        ),
        text('logStoreName', 'Logstore', 'In that project; made by the service when it does not exist.', {
          required: true,
          change: 'replace',
          maxLength: 63,
          placeholder: 'transit-router',
        }),
        text('flowLogName', 'Name', 'Shown in the console of the cloud. Not unique.', {
          required: false,
          change: 'in-place',
          maxLength: 128,
          placeholder: null,
        }),
        {
          field: 'description',
          label: 'Description',
          help: 'What the log is for.',
          input: 'multiline',
          options: null,
          required: false,
          change: 'in-place',
          onlyWhen: null,
          maxLength: 256,
          placeholder: null,
          initial: null,
        },
        {
          field: 'intervalSeconds',
          label: 'Capture window',
          help: 'How long a flow is collected before it becomes a record.',
          input: 'select',
          options: [
            { value: 600, label: '10 minutes' },
            { value: 60, label: '1 minute' },
          ],
          required: true,
          change: 'in-place',
          onlyWhen: null,
          maxLength: null,
          placeholder: null,
          initial: 600,
        },
        {
          field: 'logFormatString',
          label: 'Record format',
          help: 'Fields of a record, back to back; it must begin with ${srcaddr}${dstaddr}${bytes}. Empty is the default format.',
          input: 'format',
          options: null,
          required: false,
          change: 'replace',
          onlyWhen: null,
          maxLength: 4096,
          placeholder: '${srcaddr}${dstaddr}${bytes}…',
          initial: null,
        },
        {
          field: 'enabled',
          label: 'Capturing',
          help: 'Off keeps the flow log and stops its records.',
          input: 'switch',
          options: null,
          required: true,
          change: 'in-place',
          onlyWhen: null,
          maxLength: null,
          placeholder: null,
          initial: true,
        },
        {
          field: 'tags',
          label: 'Tags',
          help: 'Your own tags on the flow log; Weir adds three of its own.',
          input: 'tags',
          options: null,
          required: false,
          change: 'in-place',
          onlyWhen: null,
          maxLength: null,
          placeholder: null,
          initial: null,
        },
      ],
    },
  ],
  discoveredTypes: ['CEN', 'TransitRouter', 'TransitRouterAttachment'],
  hasCreatingState: true,
  reportsDelivery: false,
  canDisable: true,
  coexistence: 'never',
  serialisesBy: 'transitRouter',
  maxDeleteBatch: 1,
  // 20 tags on a flow log, three of which are Weir's.
  maxPeopleTags: 17,
  visibilityGraceMs: 2 * 60_000,
  // The vendor's Terraform provider waits five minutes; typical durations are not published.
  activationDeadlineMs: 15 * 60_000,
  deletionDeadlineMs: 15 * 60_000,
}
