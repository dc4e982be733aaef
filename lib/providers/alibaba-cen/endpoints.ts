/** Addresses instead of the vendor's: for all services, and for single ones, which win. */
export interface EndpointOverrides {
  readonly all?: string
  readonly CBN?: string
  readonly STS?: string
  readonly RAM?: string
  readonly SLS?: string
  readonly RESOURCEMANAGER?: string
}

/** Where the calls of this provider go. */
export interface Endpoints {
  readonly cbn: string
  readonly sts: string
  readonly ram: string
  readonly resourceManager: string
  /** Null: the vendor's own, which differs by region. */
  readonly sls: string | null
  /** `vendor`, or a stable text naming the addresses: a database must not be used with another cloud. */
  readonly fingerprint: string
}

/**
 * The vendor's addresses. CEN has one for every region in the generated client's map, with the region as a parameter.
 * Source: cbn-20170912 client (endpoint map) and Sts 2015-04-01, read 2026-11.
 */
const VENDOR = {
  cbn: 'https://cbn.aliyuncs.com',
  sts: 'https://sts.aliyuncs.com',
  ram: 'https://ram.aliyuncs.com',
  // Source: ResourceManager 2020-03-31, endpoints (read 2026-11).
  resourceManager: 'https://resourcemanager.aliyuncs.com',
} as const

/** The addresses in force. Pure. */
export function endpointsOf(overrides: EndpointOverrides): Endpoints {
  const cbn = overrides.CBN ?? overrides.all ?? VENDOR.cbn
  const sts = overrides.STS ?? overrides.all ?? VENDOR.sts
  const ram = overrides.RAM ?? overrides.all ?? VENDOR.ram
  const resourceManager = overrides.RESOURCEMANAGER ?? overrides.all ?? VENDOR.resourceManager
  const sls = overrides.SLS ?? overrides.all ?? null
  const isVendor = cbn === VENDOR.cbn && sts === VENDOR.sts
  const fingerprint = isVendor ? 'vendor' : `cbn=${new URL(cbn).origin} sts=${new URL(sts).origin}`
  return { cbn, sts, ram, resourceManager, sls, fingerprint }
}
