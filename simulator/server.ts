import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerAdmin, generalAdminRoutes } from './admin'
import type { AdminRoute } from './core/admin-route'
import { CallMeter } from './core/call-meter'
import { createWallClock, type SimClock } from './core/clock'
import { WORLD_NAMES, type SimContext, type SimRequest, type WorldAccount, type WorldName } from './core/cloud'
import { FaultBook, type Fault, type FaultRule } from './core/faults'
import { WorldFile } from './core/persist'
import { createRandom } from './core/random'
import { patchSettings, settingsFor, type ProfileName, type SettingsPatch, type SimSettings } from './core/settings'
import { Throttle } from './core/throttle'
import { createClouds, type HostedClouds } from './clouds'

/** How to start a simulator. */
export interface SimulatorOptions {
  readonly world?: WorldName
  readonly seed?: number
  readonly profile?: ProfileName
  /** Settings changed on top of the profile. */
  readonly settings?: SettingsPatch
  /** 0, the default, takes any free port of 127.0.0.1. */
  readonly port?: number
  /** Where the world is kept between starts; without it the world ends with the process. */
  readonly dataDir?: string
  /** Forget what the data directory holds and begin with a new world. */
  readonly fresh?: boolean
  readonly clock?: SimClock
  /** Told what an operator should know. */
  readonly report?: (message: string) => void
}

/** A running simulator. */
export interface Simulator {
  readonly url: string
  readonly admin: SimulatorAdmin
  close(): Promise<void>
}

/** The admin API without HTTP, for tests in the same process. */
export interface SimulatorAdmin {
  readonly settings: SimSettings
  readonly meter: CallMeter
  readonly clock: SimClock
  /** The clouds' own worlds, to read the truth and to change it behind everybody's back. */
  readonly clouds: HostedClouds
  patchSettings(patch: SettingsPatch): void
  postFault(rule: FaultRule): Fault
  faults(): readonly Fault[]
  clearFaults(): void
  accounts(): readonly WorldAccount[]
  resetWorld(world: WorldName, seed?: number): void
  origin(): { readonly world: WorldName; readonly seed: number }
  /** Writes the world to the data directory now. */
  save(): Promise<void>
}

/** Bodies beyond this are refused: the largest honest request, 1,000 ids, is far below. */
const MAX_BODY_BYTES = 4 * 1024 * 1024

/** Starts a simulator on 127.0.0.1 and resolves when it answers. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = settingsFor(options.profile ?? 'test')
  if (options.settings) patchSettings(settings, options.settings)
  const clock = options.clock ?? createWallClock(settings)
  const report = options.report ?? (() => undefined)
  const random = createRandom(options.seed ?? 1)
  let origin: { readonly world: WorldName; readonly seed: number } = {
    world: options.world ?? 'test',
    seed: options.seed ?? 1,
  }
  let worldFile: WorldFile | undefined

  const context: SimContext = {
    clock,
    random,
    settings,
    faults: new FaultBook(),
    throttle: new Throttle(clock),
    meter: new CallMeter(),
    markChanged: () => worldFile?.touch(),
  }
  const clouds = createClouds(context)

  function reset(world: WorldName, seed: number): void {
    origin = { world, seed }
    random.reseed(seed)
    for (const cloud of clouds.all) cloud.populate(world)
    context.faults.clear()
    context.throttle.reset()
    context.meter.reset()
    context.markChanged()
  }

  if (options.dataDir !== undefined) {
    worldFile = new WorldFile(
      options.dataDir,
      () => ({ version: 1, ...origin, clouds: Object.fromEntries(clouds.all.map((one) => [one.name, one.dump()])) }),
      report,
    )
  }
  const saved = options.fresh ? undefined : await worldFile?.read()
  const restored = saved === undefined ? undefined : parseSavedWorld(saved)
  reset(restored?.world ?? origin.world, restored?.seed ?? origin.seed)
  if (restored) {
    for (const cloud of clouds.all) {
      const state = restored.clouds[cloud.name]
      if (state !== undefined) cloud.load(state)
    }
    if (options.world !== undefined && options.world !== restored.world) {
      report(`the data directory holds the world "${restored.world}", which is kept; --fresh makes "${options.world}"`)
    }
  }

  const subject = { context, clouds: clouds.all, origin: () => origin, reset }
  const routes = [...generalAdminRoutes(subject), ...clouds.all.flatMap((cloud) => cloud.adminRoutes)]
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, clouds, routes).catch((error: unknown) => {
      // A client that went away in the middle of its request is nothing to report.
      if (!incoming.complete) {
        outgoing.destroy()
        return
      }
      report(`a request ended in an error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      if (!outgoing.headersSent) sendJson(outgoing, 500, { error: 'The simulator failed to answer; see its output.' })
      else outgoing.destroy()
    })
  })
  // Above what SDKs keep idle sockets for, so that they never reuse one at the moment it is closed here.
  server.keepAliveTimeout = 120_000
  server.headersTimeout = 125_000
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
    else socket.destroy()
  })
  const port = await listen(server, options.port ?? 0)

  return {
    url: `http://127.0.0.1:${port}`,
    admin: {
      settings,
      meter: context.meter,
      clock,
      clouds,
      patchSettings: (patch) => patchSettings(settings, patch),
      postFault: (rule) => context.faults.post(rule),
      faults: () => context.faults.list(),
      clearFaults: () => context.faults.clear(),
      accounts: () => clouds.all.flatMap((cloud) => cloud.accounts()),
      resetWorld: (world, seed) => reset(world, seed ?? origin.seed),
      origin: () => origin,
      save: async () => worldFile?.flush(),
    },
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await worldFile?.flush()
    },
  }
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  clouds: HostedClouds,
  routes: readonly AdminRoute[],
): Promise<void> {
  const body = await readBody(incoming)
  if (body === undefined) {
    sendJson(outgoing, 413, { error: `The body is larger than ${MAX_BODY_BYTES} bytes.` })
    return
  }
  const target = incoming.url ?? '/'
  const mark = target.indexOf('?')
  const request: SimRequest = {
    method: incoming.method ?? 'GET',
    host: incoming.headers.host ?? '',
    path: mark < 0 ? target : target.slice(0, mark),
    rawQuery: mark < 0 ? '' : target.slice(mark + 1),
    headers: flattenHeaders(incoming.headers),
    body,
  }
  if (request.path === '/_sim' || request.path.startsWith('/_sim/')) {
    await serveAdmin(request, outgoing, routes)
    return
  }
  const cloud = clouds.all.find((candidate) => candidate.owns(request))
  if (!cloud) {
    sendJson(outgoing, 404, { error: 'No simulated cloud knows this protocol. GET /_sim/ lists the admin routes.' })
    return
  }
  const answer = await cloud.handle(request)
  if ('lose' in answer) {
    outgoing.destroy()
    return
  }
  const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length })
  outgoing.end(request.method === 'HEAD' ? undefined : bytes)
}

async function serveAdmin(request: SimRequest, outgoing: ServerResponse, routes: readonly AdminRoute[]): Promise<void> {
  // A web page must not be able to reach the admin API through the browser, whatever name it resolves to here.
  const origin = request.headers['origin']
  if (!isLoopback(request.host) || (origin !== undefined && !isLoopback(origin.replace(/^https?:\/\//, '')))) {
    sendJson(outgoing, 403, { error: 'The admin API answers to this machine only.' })
    return
  }
  let body: unknown
  if (request.body.trim() !== '') {
    try {
      body = JSON.parse(request.body)
    } catch {
      sendJson(outgoing, 400, { error: 'The body is not JSON.' })
      return
    }
  }
  const query = new URLSearchParams(request.rawQuery)
  const answer = await answerAdmin(routes, request.method, request.path, { query, body })
  sendJson(outgoing, answer.status, answer.body)
}

function isLoopback(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)
}

function flattenHeaders(headers: IncomingMessage['headers']): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}

/** The body as text; undefined when it is too large. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer
    size += bytes.length
    // Read on without keeping anything: a client that is still sending would not read the refusal.
    if (size > MAX_BODY_BYTES) chunks.length = 0
    else chunks.push(bytes)
  }
  if (size > MAX_BODY_BYTES) return undefined
  return Buffer.concat(chunks).toString('utf8')
}

function sendJson(outgoing: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(`${JSON.stringify(body, null, 2)}\n`, 'utf8')
  outgoing.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
  outgoing.end(bytes)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

interface SavedWorld {
  readonly world: WorldName
  readonly seed: number
  readonly clouds: Readonly<Record<string, unknown>>
}

function parseSavedWorld(saved: unknown): SavedWorld {
  const record = saved as Partial<SavedWorld & { version: number }> | null
  const world = WORLD_NAMES.find((name) => name === record?.world)
  if (record?.version !== 1 || !world || typeof record.seed !== 'number' || typeof record.clouds !== 'object') {
    throw new Error('the saved world is of another version of the simulator; start with --fresh')
  }
  return { world, seed: record.seed, clouds: record.clouds }
}
