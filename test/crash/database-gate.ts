import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Moments of a worker's transaction that can be stopped: its COMMIT on the way, or the server's word that it is done. */
export type CommitMoment = 'before-commit' | 'after-commit'

/** A transaction that stands still. */
export interface HeldCommit {
  /** Lets its bytes go on. */
  release(): void
}

interface Hold {
  readonly touching: string
  readonly moment: CommitMoment
  readonly caught: (held: HeldCommit) => void
}

/**
 * A wire between workers and PostgreSQL on which a transaction can be stopped at its COMMIT. Statements are recognised by
 * their text, as the driver sends it.
 */
export class DatabaseGate {
  private readonly holds: Hold[] = []
  private readonly sockets = new Set<Socket>()
  private readonly server

  private constructor(private target: URL) {
    this.server = createServer((client) => this.join(client))
  }

  static async open(databaseUrl: string): Promise<DatabaseGate> {
    const gate = new DatabaseGate(new URL(databaseUrl))
    await new Promise<void>((resolve) => gate.server.listen(0, '127.0.0.1', resolve))
    return gate
  }

  /** The same database, through the gate. */
  get url(): string {
    const url = new URL(this.target)
    url.hostname = '127.0.0.1'
    url.port = String((this.server.address() as AddressInfo).port)
    return url.toString()
  }

  /** Leads to another server from now on; connections to the old one end as they may. */
  leadTo(databaseUrl: string): void {
    this.target = new URL(databaseUrl)
  }

  /** Stops the next transaction that has written to this table; resolves when it stands still. */
  hold(moment: CommitMoment, touching: string): Promise<HeldCommit> {
    return new Promise((caught) => this.holds.push({ touching: `INTO "${touching}"`, moment, caught }))
  }

  forgetHolds(): void {
    this.holds.length = 0
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }

  private join(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname)
    const passage = new Passage(client, server)
    for (const socket of [client, server]) {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
    }
    client.on('data', (bytes: Buffer) => {
      const text = bytes.toString('latin1')
      if (/BEGIN[\0;]/.test(text)) passage.transaction = ''
      passage.transaction += text
      const hold = text.includes('COMMIT\0') ? this.takeHold(passage.transaction) : null
      if (hold !== null) passage.stop(hold.moment, hold.caught)
      passage.toServer(bytes)
    })
    server.on('data', (bytes: Buffer) => passage.toClient(bytes))
  }

  private takeHold(transaction: string): Hold | null {
    const index = this.holds.findIndex(({ touching }) => transaction.includes(touching))
    return index < 0 ? null : (this.holds.splice(index, 1)[0] ?? null)
  }
}

/** One connection through the gate. */
class Passage {
  /** What the client has said since its last BEGIN. */
  transaction = ''
  private readonly waiting: { readonly socket: Socket; readonly bytes: Buffer }[] = []
  private stopped: { readonly moment: CommitMoment; readonly caught: (held: HeldCommit) => void } | null = null

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
  ) {
    // A killed worker ends its connection, and a stopped server its own: the other end learns it as it would directly.
    client.on('close', () => server.destroy())
    server.on('close', () => client.destroy())
    for (const socket of [client, server]) socket.on('error', () => socket.destroy())
  }

  stop(moment: CommitMoment, caught: (held: HeldCommit) => void): void {
    this.stopped = { moment, caught }
  }

  toServer(bytes: Buffer): void {
    if (this.stopped?.moment === 'before-commit') this.keep(this.server, bytes)
    else this.server.write(bytes)
  }

  toClient(bytes: Buffer): void {
    if (this.stopped?.moment === 'after-commit') this.keep(this.client, bytes)
    else this.client.write(bytes)
  }

  private keep(socket: Socket, bytes: Buffer): void {
    const isFirst = this.waiting.length === 0
    this.waiting.push({ socket, bytes })
    if (isFirst) this.stopped?.caught({ release: () => this.release() })
  }

  private release(): void {
    this.stopped = null
    for (const { socket, bytes } of this.waiting.splice(0)) if (!socket.destroyed) socket.write(bytes)
  }
}
