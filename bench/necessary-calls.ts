/**
 * How many calls a cloud makes necessary, whoever makes them: what the engine is measured against. Pure. Only counts go
 * in, never anything the engine says about itself.
 */

/** What one region of one account holds. */
export interface AwsScopeSize {
  /** Resources by discovered kind; a kind without any still takes one page to know it. */
  readonly resources: Readonly<Record<string, number>>
  readonly flowLogsBefore: number
  /** Targets that get a flow log of identical parameters. */
  readonly targets: number
}

export interface AwsFleetSize {
  readonly accounts: number
  /** Accounts entered through a role; one session of an account serves all its regions. */
  readonly accountsWithRole: number
  readonly scopes: readonly AwsScopeSize[]
  /** Targets in one CreateFlowLogs. */
  readonly createBatch: number
}

/** The most rows that one page of EC2 holds. Source: EC2 API Reference, MaxResults of the Describe actions. */
const AWS_PAGE = 1_000

/** Pages of a listing by size; an empty one still takes a call. */
export function pages(items: number, pageSize: number): number {
  return Math.max(1, Math.ceil(items / pageSize))
}

/** Sessions, regions of each account, every kind once, the listing before, the creations, the listing after. */
export function awsFirstConvergence(fleet: AwsFleetSize): number {
  const perScope = fleet.scopes.map(
    (scope) =>
      discoveryPages(scope) +
      pages(scope.flowLogsBefore, AWS_PAGE) +
      Math.ceil(scope.targets / fleet.createBatch) +
      (scope.targets === 0 ? 0 : pages(scope.flowLogsBefore + scope.targets, AWS_PAGE)),
  )
  return fleet.accountsWithRole + fleet.accounts + sum(perScope)
}

/** A look at everything while nothing changes: pages only. */
export function awsSteadyLook(fleet: AwsFleetSize): number {
  const perScope = fleet.scopes.map(
    (scope) => discoveryPages(scope) + pages(scope.flowLogsBefore + scope.targets, AWS_PAGE),
  )
  return fleet.accounts + sum(perScope)
}

function discoveryPages({ resources }: AwsScopeSize): number {
  return sum(Object.values(resources).map((count) => pages(count, AWS_PAGE)))
}

/** One transit router: its attachments by kind of listing, and how many of them get a flow log. */
export interface CenRouterSize {
  /** Every one of the five listings, also those without rows. */
  readonly attachments: Readonly<Record<string, number>>
  readonly targets: number
}

export interface CenScopeSize {
  readonly routers: readonly CenRouterSize[]
  readonly flowLogsBefore: number
}

export interface CenAccountSize {
  readonly hasRole: boolean
  /** Transit routers of each CEN. */
  readonly routersOfCens: readonly number[]
  readonly scopes: readonly CenScopeSize[]
}

/** Sources: Cbn 2017-09-12, DescribeCens, ListTransitRouters, DescribeFlowlogs (PageSize up to 50); attachments default to 20. */
const CEN_PAGE = 50
const ATTACHMENT_PAGE = 20

/**
 * Sessions, regions, CENs and routers of each account; five listings a router; one creation a target. A router takes the
 * next creation when the last one has settled, so a region's polls are as many as its longest router has targets, each as
 * many pages as there are logs by then; the routers of a region share them.
 */
export function cenFirstConvergence(accounts: readonly CenAccountSize[]): number {
  return sum(
    accounts.map(
      (account) =>
        (account.hasRole ? 1 : 0) +
        globalPages(account) +
        sum(
          account.scopes.map(
            (scope) =>
              attachmentPages(scope) +
              pages(scope.flowLogsBefore, CEN_PAGE) +
              sum(scope.routers.map((router) => router.targets)) +
              pollPages(scope),
          ),
        ),
    ),
  )
}

export function cenSteadyLook(accounts: readonly CenAccountSize[]): number {
  return sum(
    accounts.map(
      (account) =>
        globalPages(account) +
        sum(account.scopes.map((scope) => attachmentPages(scope) + pages(logsAfter(scope), CEN_PAGE))),
    ),
  )
}

function globalPages({ routersOfCens }: CenAccountSize): number {
  const regions = 1
  return regions + pages(routersOfCens.length, CEN_PAGE) + sum(routersOfCens.map((count) => pages(count, CEN_PAGE)))
}

function attachmentPages({ routers }: CenScopeSize): number {
  return sum(
    routers.map(({ attachments }) => sum(Object.values(attachments).map((count) => pages(count, ATTACHMENT_PAGE)))),
  )
}

/** One poll after every round of creations; round r leaves every router with at most r new logs. */
function pollPages({ routers, flowLogsBefore }: CenScopeSize): number {
  const rounds = Math.max(0, ...routers.map(({ targets }) => targets))
  return sum(
    Array.from({ length: rounds }, (_unused, index) => {
      const made = sum(routers.map(({ targets }) => Math.min(targets, index + 1)))
      return pages(flowLogsBefore + made, CEN_PAGE)
    }),
  )
}

function logsAfter({ routers, flowLogsBefore }: CenScopeSize): number {
  return flowLogsBefore + sum(routers.map(({ targets }) => targets))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((left, right) => left + right, 0)
}
