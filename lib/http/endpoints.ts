import type {
  AccountCreate,
  AccountDetail,
  AccountEdit,
  AccountListItem,
  AccountListQuery,
  AccountRemoval,
} from './schemas/accounts'
import type {
  FoundAccountQuery,
  FoundAccountsAdd,
  FoundAccountsAdded,
  FoundAccountView,
  OrganisationCreate,
  OrganisationEdit,
  OrganisationListQuery,
  OrganisationView,
} from './schemas/organisations'
import type { ActivityItem, ActivityListQuery } from './schemas/activity'
import type { OnboardingInputView, OnboardingPackView } from './schemas/onboarding'
import type { PreflightGroupView, PreflightListQuery } from './schemas/preflight'
import type {
  AdoptionClusterDetail,
  AdoptionClusterQuery,
  AdoptionClusters,
  AdoptionProposalInput,
  FlowLogAdoptionInput,
  ReleaseInput,
} from './schemas/adoption'
import type {
  ActionChoiceInput,
  ApproveInput,
  ChangeRequestCreate,
  ChangeRequestDetail,
  ChangeRequestListItem,
  ChangeRequestListQuery,
  DecisionNoteInput,
  ObstacleListQuery,
  ObstacleView,
  PlanActionListQuery,
  PlanActionView,
  PlanGroups,
} from './schemas/change-requests'
import type {
  ConfigurationDetail,
  ConfigurationListItem,
  ConfigurationListQuery,
  ConfigurationValidateAnswer,
  ConfigurationValidateInput,
  ConfigurationVersionView,
  SelectorPreviewAnswer,
  SelectorPreviewInput,
} from './schemas/configurations'
import type {
  DriftChoiceInput,
  DriftFilter,
  DriftGroups,
  DriftListQuery,
  DriftRow,
  IgnoreInputBody,
  IgnoreList,
  ResumeInput,
} from './schemas/drift'
import type {
  FlowLogConsequence,
  FlowLogDetail,
  FlowLogFacets,
  FlowLogListItem,
  FlowLogListQuery,
} from './schemas/flow-logs'
import type { ExportAnswer, ExportQuery, ImportInput, ImportPreview } from './schemas/interchange'
import type { Page } from './schemas/listing'
import type { OverviewView } from './schemas/overview'
import type { ProviderList } from './schemas/providers'
import type {
  ReaderSwitched,
  ReaderSwitchInput,
  RecordRequestInput,
  RecordRequestView,
  RecordsView,
} from './schemas/records'
import type { ResourceDetail, ResourceFacets, ResourceListItem, ResourceListQuery } from './schemas/resources'
import type { LookAnswer, ScopeListQuery, ScopeView } from './schemas/scopes'
import type { SearchAnswer } from './schemas/search'
import type { ConfigurationSwitchesInput, FlowLogSwitchesInput, RestoreInput, SwitchedAnswer } from './schemas/switches'
import type { SettingsEdit, SettingsView, StopInput } from './schemas/settings'

/** A query as callers write it: flags as booleans or text, lists as arrays; everything may be left out. */
export type QueryInput<Query> = {
  readonly [Key in keyof Query]?:
    (Query[Key] extends 'true' | 'false' | undefined ? boolean : never) | Query[Key] | undefined
}
type PageArguments = { limit: number; cursor?: string | undefined }

/**
 * Every endpoint of the interface with what it takes and answers, types only. A test compares it with the OpenAPI
 * document, so that neither can gain an endpoint alone.
 */
export interface Endpoints {
  'GET /overview': { answer: OverviewView }
  'GET /scopes': { query: QueryInput<ScopeListQuery>; answer: Page<ScopeView> }
  'POST /scopes/{id}/look': { params: 'id'; answer: LookAnswer }
  'POST /scopes/look': { answer: LookAnswer }
  'GET /providers': { answer: ProviderList }

  'GET /settings': { answer: SettingsView }
  'PATCH /settings': { body: SettingsEdit; ifMatch: true; answer: SettingsView }
  'POST /settings/stop': { body: StopInput; answer: SettingsView }
  'POST /settings/resume': { answer: SettingsView }
  'POST /settings/confirm-installation': { answer: SettingsView }

  'GET /accounts': { query: QueryInput<AccountListQuery>; answer: Page<AccountListItem> }
  'POST /accounts': { body: AccountCreate; answer: AccountDetail }
  'POST /onboarding': { body: OnboardingInputView; answer: OnboardingPackView }
  'GET /accounts/{id}': { params: 'id'; answer: AccountDetail }
  'PATCH /accounts/{id}': { params: 'id'; body: AccountEdit; ifMatch: true; answer: AccountDetail }
  'DELETE /accounts/{id}': { params: 'id'; ifMatch: true; answer: AccountRemoval }
  'POST /accounts/{id}/pause': { params: 'id'; answer: AccountDetail }
  'POST /accounts/{id}/resume': { params: 'id'; answer: AccountDetail }
  'POST /accounts/{id}/confirm-endpoint': { params: 'id'; answer: AccountDetail }
  'POST /accounts/{id}/test': { params: 'id'; answer: AccountDetail }
  'GET /organisations': { query: QueryInput<OrganisationListQuery>; answer: Page<OrganisationView> }
  'POST /organisations': { body: OrganisationCreate; answer: OrganisationView }
  'GET /organisations/{id}': { params: 'id'; answer: OrganisationView }
  'PATCH /organisations/{id}': { params: 'id'; body: OrganisationEdit; ifMatch: true; answer: OrganisationView }
  'DELETE /organisations/{id}': { params: 'id'; ifMatch: true; answer: OrganisationView }
  'POST /organisations/{id}/list': { params: 'id'; answer: OrganisationView }
  'GET /organisations/{id}/accounts': {
    params: 'id'
    query: QueryInput<FoundAccountQuery>
    answer: Page<FoundAccountView>
  }
  'POST /organisations/{id}/accounts': { params: 'id'; body: FoundAccountsAdd; answer: FoundAccountsAdded }

  'GET /resources': { query: QueryInput<ResourceListQuery>; answer: Page<ResourceListItem> }
  'GET /resources/facets': { query: QueryInput<ResourceListQuery>; answer: ResourceFacets }
  'GET /resources/{id}': { params: 'id'; answer: ResourceDetail }

  'GET /flow-logs': { query: QueryInput<FlowLogListQuery>; answer: Page<FlowLogListItem> }
  'GET /flow-logs/facets': { query: QueryInput<FlowLogListQuery>; answer: FlowLogFacets }
  'GET /flow-logs/{id}': { params: 'id'; answer: FlowLogDetail }
  'GET /flow-logs/{id}/consequence': { params: 'id'; answer: FlowLogConsequence }
  'GET /flow-logs/{id}/records': { params: 'id'; query: { request?: string | undefined }; answer: RecordsView }
  'POST /flow-logs/{id}/records': { params: 'id'; body: RecordRequestInput; answer: RecordRequestView }
  'POST /record-readers/{id}/switch': { params: 'id'; body: ReaderSwitchInput; answer: ReaderSwitched }
  'POST /flow-logs/{id}/retry': { params: 'id'; answer: FlowLogDetail }
  'POST /flow-logs/{id}/delete': { params: 'id'; body: { reason?: string }; answer: ChangeRequestDetail }

  'POST /flow-logs/{id}/adopt': { params: 'id'; body: FlowLogAdoptionInput; answer: ChangeRequestDetail }
  'POST /flow-logs/{id}/release': { params: 'id'; body: ReleaseInput; answer: ChangeRequestDetail }

  'POST /flow-logs/switches': { body: FlowLogSwitchesInput; answer: SwitchedAnswer }

  'GET /drift': { query: QueryInput<DriftListQuery>; answer: Page<DriftRow> }
  'GET /drift/groups': { query: QueryInput<DriftFilter>; answer: DriftGroups }
  'GET /drift/ignores': { answer: IgnoreList }
  'POST /drift/ignore': { body: IgnoreInputBody; answer: IgnoreList }
  'POST /drift/ignores/{id}/end': { params: 'id'; answer: IgnoreList }
  'POST /drift/revert': { body: DriftChoiceInput; answer: ChangeRequestDetail }
  'POST /drift/accept': { body: DriftChoiceInput; answer: ChangeRequestDetail }
  'POST /drift/resume': { body: ResumeInput; answer: SwitchedAnswer }

  'GET /adoption/clusters': { query: QueryInput<AdoptionClusterQuery>; answer: AdoptionClusters }
  'GET /adoption/clusters/{id}': { params: 'id'; answer: AdoptionClusterDetail }
  'POST /adoption/propose': { body: AdoptionProposalInput; answer: ChangeRequestDetail }

  'GET /configurations': { query: QueryInput<ConfigurationListQuery>; answer: Page<ConfigurationListItem> }
  'GET /configurations/{id}': { params: 'id'; answer: ConfigurationDetail }
  'GET /configurations/{id}/versions': {
    params: 'id'
    query: QueryInput<PageArguments>
    answer: Page<ConfigurationVersionView>
  }
  'POST /imports': { body: ImportInput; answer: ImportPreview }
  'GET /configurations/{id}/export': { params: 'id'; query: ExportQuery; answer: ExportAnswer }
  'GET /flow-logs/{id}/export': { params: 'id'; query: ExportQuery; answer: ExportAnswer }

  'POST /configurations/{id}/switches': { params: 'id'; body: ConfigurationSwitchesInput; answer: ConfigurationDetail }
  'POST /configurations/{id}/restore': { params: 'id'; body: RestoreInput; answer: ChangeRequestDetail }
  'POST /configurations/validate': { body: ConfigurationValidateInput; answer: ConfigurationValidateAnswer }
  'POST /selectors/preview': { body: SelectorPreviewInput; answer: SelectorPreviewAnswer }

  'GET /change-requests': { query: QueryInput<ChangeRequestListQuery>; answer: Page<ChangeRequestListItem> }
  'POST /change-requests': { body: ChangeRequestCreate; answer: ChangeRequestDetail }
  'GET /change-requests/{id}': { params: 'id'; answer: ChangeRequestDetail }
  'GET /change-requests/{id}/actions': {
    params: 'id'
    query: QueryInput<PlanActionListQuery>
    answer: Page<PlanActionView>
  }
  'GET /change-requests/{id}/groups': { params: 'id'; answer: PlanGroups }
  'GET /change-requests/{id}/obstacles': {
    params: 'id'
    query: QueryInput<ObstacleListQuery>
    answer: Page<ObstacleView>
  }
  'GET /change-requests/{id}/preflight': {
    params: 'id'
    query: QueryInput<PreflightListQuery>
    answer: Page<PreflightGroupView>
  }
  'POST /change-requests/{id}/preflight': { params: 'id'; answer: ChangeRequestDetail }
  'POST /change-requests/{id}/actions/exclude': { params: 'id'; body: ActionChoiceInput; answer: ChangeRequestDetail }
  'POST /change-requests/{id}/actions/include': { params: 'id'; body: ActionChoiceInput; answer: ChangeRequestDetail }
  'POST /change-requests/{id}/replan': { params: 'id'; answer: ChangeRequestDetail }
  'POST /change-requests/{id}/approve': { params: 'id'; body: ApproveInput; answer: ChangeRequestDetail }
  'POST /change-requests/{id}/reject': { params: 'id'; body: DecisionNoteInput; answer: ChangeRequestDetail }
  'POST /change-requests/{id}/withdraw': { params: 'id'; body: DecisionNoteInput; answer: ChangeRequestDetail }
  'POST /change-requests/{id}/retry-failed': { params: 'id'; answer: ChangeRequestDetail }
  'POST /change-requests/{id}/cancel': { params: 'id'; body: DecisionNoteInput; answer: ChangeRequestDetail }

  'GET /search': { query: { q: string; limit?: number | undefined }; answer: SearchAnswer }
  'GET /activity': { query: QueryInput<ActivityListQuery>; answer: Page<ActivityItem> }
}

export type EndpointName = keyof Endpoints
export type AnswerOf<Name extends EndpointName> = Endpoints[Name]['answer']
