import type * as Sls from '@alicloud/sls20201230'
import * as openapi from '@alicloud/openapi-core'
import type { AccessKeys } from '../openapi-core'

export type SlsModule = typeof Sls
type SlsClient = InstanceType<SlsModule['default']>

/** As much of what the vendor's gateway object does as is changed here. */
interface Gateway {
  modifyRequest(
    context: { readonly request: { readonly headers: Record<string, string> } },
    attributes: unknown,
  ): Promise<void>
}

let loaded: Promise<SlsModule> | undefined

/** The vendor's package, loaded with its first use: most of a worker's life goes by without it. */
export function slsModule(): Promise<SlsModule> {
  loaded ??= import('@alicloud/sls20201230').then((found) => {
    // CommonJS: natively imported the names are those of the default, bundled they stand on the module itself.
    const inner = (found as unknown as { readonly default?: Partial<SlsModule> }).default
    return inner?.GetLogsV2Request === undefined ? found : inner
  })
  return loaded
}

/**
 * A client for one call. `redirectedTo` stands for the log service of every region; the project is then told by the Host
 * header alone, because names such as `<project>.127.0.0.1` resolve nowhere. The vendor's own addresses are left as they are.
 */
export async function slsClient(keys: AccessKeys, region: string, redirectedTo: string | null): Promise<SlsClient> {
  const { default: Client } = await slsModule()
  const target = redirectedTo === null ? null : new URL(redirectedTo)
  const client = new Client(
    new openapi.$OpenApiUtil.Config({
      accessKeyId: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      ...(keys.securityToken === null ? {} : { securityToken: keys.securityToken }),
      endpoint: target?.host ?? `${region}.log.aliyuncs.com`,
      protocol: target === null ? 'https' : target.protocol.replace(':', ''),
    }),
  )
  if (target !== null) sendTo(client, target.host)
  return client
}

/** The runtime takes the address from the lower-case header and sends the other one: the later of two names wins there. */
function sendTo(client: SlsClient, host: string): void {
  const gateway = (client as unknown as { readonly _spi: Gateway })._spi
  const modifyRequest = gateway.modifyRequest.bind(gateway)
  gateway.modifyRequest = async (context, attributes) => {
    await modifyRequest(context, attributes)
    const { headers } = context.request
    const project = headers['host']
    if (project === undefined) return
    headers['host'] = host
    headers['Host'] = project
  }
}
