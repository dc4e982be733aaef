import { Agent, createServer, request as sendRequest, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One call of a worker to a cloud, as it passed the gate. */
export interface PassingCall {
  readonly ordinal: number
  /** The vendor's name of the operation. */
  readonly operation: string
  readonly clientToken: string | null
  /** The request's text: parameters of either cloud. */
  readonly text: string
}

/** A call that the gate has stopped. Its worker waits for the answer, or is dead by now. */
export interface HeldCall {
  readonly call: PassingCall
  /** Lets it go on: to the cloud, or back to whoever asked. Resolves when it has got there. */
  release(): Promise<void>
  /** Lets it vanish, as a network does. */
  drop(): void
}

export type CallFilter = (call: PassingCall) => boolean

/** The calls that change a cloud. */
export function changesSomething({ operation }: PassingCall): boolean {
  return /^(?:Create|Delete|Modify|Active|Deactive|Tag|Untag)/.test(operation)
}

export const named =
  (...operations: readonly string[]): CallFilter =>
  ({ operation }) =>
    operations.includes(operation)

/** Where a call can be stopped: before the cloud has heard of it, or after its effect and before the answer. */
export type HoldAt = 'before' | 'after'

interface Hold {
  readonly matches: CallFilter
  readonly at: HoldAt
  readonly caught: (held: HeldCall) => void
}

interface Rewrite {
  readonly matches: CallFilter
  readonly change: (body: string) => string
  readonly done: (texts: { readonly before: string; readonly after: string }) => void
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/**
 * A wire between workers and the simulated clouds, on which any call can be stopped at an exact moment. Bytes pass as
 * they are, so that signatures hold. It keeps its address while the simulator behind it comes and goes.
 */
export class CloudGate {
  readonly calls: PassingCall[] = []
  /** Told after every call that has had its effect. */
  onEffect: (call: PassingCall) => void = () => undefined
  private readonly holds: Hold[] = []
  private readonly rewrites: Rewrite[] = []
  private readonly agent = new Agent({ keepAlive: true })
  private readonly server = createServer({ keepAliveTimeout: 120_000 })

  private constructor(private target: string) {
    this.server.on('request', (incoming, outgoing) => {
      void (async () => {
        const chunks: Buffer[] = []
        for await (const chunk of incoming) chunks.push(chunk as Buffer)
        const url = incoming.url ?? '/'
        const body = Buffer.concat(chunks)
        await this.pass(incoming.method ?? 'GET', url, incoming.headers, body, outgoing)
      })().catch(() => {
        // The worker or the simulator went away in the middle: the other side sees a connection that ended.
        outgoing.destroy()
      })
    })
  }

  static async open(target: string): Promise<CloudGate> {
    const gate = new CloudGate(target)
    await new Promise<void>((resolve) => gate.server.listen(0, '127.0.0.1', resolve))
    return gate
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Leads to another simulator from now on. */
  leadTo(target: string): void {
    this.target = target
    this.agent.destroy()
  }

  /** Stops the next call that matches; resolves when it stands still. */
  hold(at: HoldAt, matches: CallFilter): Promise<HeldCall> {
    return new Promise((caught) => this.holds.push({ matches, at, caught }))
  }

  /** Lets the answer of the next call that matches say something else; resolves with both when it has been sent. */
  rewrite(
    matches: CallFilter,
    change: (body: string) => string,
  ): Promise<{ readonly before: string; readonly after: string }> {
    return new Promise((done) => this.rewrites.push({ matches, change, done }))
  }

  /** Stops nothing any more; what stands still stays so. */
  forgetHolds(): void {
    this.holds.length = 0
  }

  async close(): Promise<void> {
    this.agent.destroy()
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve())
      this.server.closeAllConnections()
    })
  }

  private async pass(
    method: string,
    url: string,
    headers: IncomingHttpHeaders,
    body: Buffer,
    outgoing: ServerResponse,
  ): Promise<void> {
    const call = this.note(url, headers, body)
    const hold = this.takeHold(call)
    const forward = async () => {
      const answer = await this.forward(method, url, headers, body)
      this.onEffect(call)
      return this.rewritten(call, answer)
    }
    if (hold === null) {
      relay(await forward(), outgoing)
      return
    }
    if (hold.at === 'before') {
      hold.caught({
        call,
        release: async () => relay(await forward(), outgoing),
        drop: () => void outgoing.destroy(),
      })
      return
    }
    // Only an answer that tells of an effect is the moment that was asked for; what failed by itself passes.
    const answer = await forward().catch((error: unknown) => {
      this.holds.unshift(hold)
      throw error
    })
    if (answer.status !== 200) {
      this.holds.unshift(hold)
      relay(answer, outgoing)
      return
    }
    hold.caught({
      call,
      release: () => {
        relay(answer, outgoing)
        return Promise.resolve()
      },
      drop: () => void outgoing.destroy(),
    })
  }

  private note(url: string, headers: IncomingHttpHeaders, body: Buffer): PassingCall {
    const text = `${url.slice(url.indexOf('?') + 1)}&${body.toString('utf8')}`
    const parameters = new URLSearchParams(text)
    const action = headers['x-acs-action'] ?? parameters.get('Action') ?? ''
    const call: PassingCall = {
      ordinal: this.calls.length,
      // A dry run asks what the cloud would say: it changes nothing, and no intent stands behind it.
      operation: text.includes('DryRun=true') ? `DryRun ${String(action)}` : String(action),
      clientToken: parameters.get('ClientToken'),
      text,
    }
    this.calls.push(call)
    return call
  }

  private rewritten(call: PassingCall, answer: Answer): Answer {
    const index = this.rewrites.findIndex(({ matches }) => matches(call))
    const [rewrite] = index < 0 ? [] : this.rewrites.splice(index, 1)
    if (rewrite === undefined) return answer
    const before = answer.body.toString('utf8')
    const after = rewrite.change(before)
    rewrite.done({ before, after })
    const body = Buffer.from(after, 'utf8')
    return { ...answer, headers: { ...answer.headers, 'content-length': String(body.length) }, body }
  }

  private takeHold(call: PassingCall): Hold | null {
    const index = this.holds.findIndex(({ matches }) => matches(call))
    return index < 0 ? null : (this.holds.splice(index, 1)[0] ?? null)
  }

  private forward(method: string, url: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outbound = sendRequest(new URL(url, this.target), { method, headers, agent: this.agent }, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
        )
      })
      outbound.on('error', reject)
      outbound.end(body)
    })
  }
}

function relay(answer: Answer, outgoing: ServerResponse): void {
  if (outgoing.destroyed) return
  outgoing.writeHead(answer.status, answer.headers)
  outgoing.end(answer.body)
}
