import { expect } from 'vitest'
import type { CallFilter } from './cloud-gate'
import type { CrashWorld } from './crash-world'

/** Where an operation was stopped, and what is known of it there. */
export interface Stopped {
  /** Lets what stood still go on or fall, after the worker is dead. */
  letGo(): void
  /** Fails unless cloud and database stand where this moment says they do. */
  check(): Promise<void>
}

/** One step of apply at which a worker can die. */
export interface Moment {
  readonly name: string
  stop(world: CrashWorld, matches: CallFilter): Promise<Stopped>
}

/** Where the newest operations without a result stand. */
interface Standing {
  readonly open: number
  readonly awaitingReply: number
  readonly calls: number
}

const INTENT = 'cloud_operation'
const RESULT = 'cloud_operation_result'

/** Every step between deciding on a call and having its result stored, in order. */
export const MOMENTS = {
  beforeIntent: {
    name: 'before the intent is stored',
    async stop(world) {
      const callsBefore = world.cloud.calls.length
      const held = await world.databaseGate.hold('before-commit', INTENT)
      return {
        letGo: () => held.release(),
        async check() {
          // Whoever is stopped here has stored nothing, so nothing of it may be in the cloud: `NO INTENT` would tell.
          expect(world.cloud.calls.length).toBeGreaterThanOrEqual(callsBefore)
          return Promise.resolve()
        },
      }
    },
  },
  beforeCall: {
    name: 'between intent and call',
    async stop(world) {
      const held = await world.databaseGate.hold('after-commit', INTENT)
      return {
        letGo: () => held.release(),
        async check() {
          const standing = await standingOf(world)
          expect(standing.awaitingReply, 'an intent waits for its reply').toBeGreaterThan(0)
          expect(standing.calls, 'and its call was never made').toBeLessThan(standing.open)
        },
      }
    },
  },
  beforeEffect: {
    name: 'while the call is on its way',
    async stop(world, matches) {
      const held = await world.cloud.hold('before', matches)
      const isCreation = held.call.operation === world.fleet.create
      return {
        letGo: () => held.drop(),
        async check() {
          expect((await standingOf(world)).awaitingReply).toBeGreaterThan(0)
          if (isCreation) expect(madeBy(world, held.call.clientToken), 'nothing has happened yet').toBe(0)
        },
      }
    },
  },
  afterEffect: {
    name: 'after the effect and before the answer',
    async stop(world, matches) {
      const held = await world.cloud.hold('after', matches)
      const isCreation = held.call.operation === world.fleet.create
      return {
        letGo: () => held.drop(),
        async check() {
          expect((await standingOf(world)).awaitingReply).toBeGreaterThan(0)
          if (isCreation) expect(madeBy(world, held.call.clientToken), 'the effect is there').toBeGreaterThan(0)
        },
      }
    },
  },
  beforeResult: {
    name: 'after the answer and before its result is stored',
    async stop(world) {
      const held = await world.databaseGate.hold('before-commit', RESULT)
      return {
        letGo: () => held.release(),
        async check() {
          expect((await standingOf(world)).open, 'the operation is open still').toBeGreaterThan(0)
        },
      }
    },
  },
  afterResult: {
    name: 'after its result is stored',
    async stop(world) {
      const held = await world.databaseGate.hold('after-commit', RESULT)
      return { letGo: () => held.release(), check: () => Promise.resolve() }
    },
  },
} as const satisfies Record<string, Moment>

/** All of them, in the order of one operation. */
export const ALL_MOMENTS: readonly Moment[] = Object.values(MOMENTS)

/**
 * Lets one worker after the other die, each at the next of these moments, and leaves a healthy one behind. `begin` is
 * what makes the first one act.
 */
export async function dieAtEach(
  world: CrashWorld,
  moments: readonly (readonly [Moment, CallFilter])[],
  begin: () => Promise<void>,
): Promise<void> {
  let isBegun = false
  for (const [moment, matches] of moments) {
    const stopping = moment.stop(world, matches)
    if (!isBegun) await begin()
    isBegun = true
    const stopped = await inTime(world, moment, stopping)
    await stopped.check()
    await world.killWorkers()
    stopped.letGo()
    await world.startWorker()
  }
}

const IN_TIME_MS = 30_000

async function inTime(world: CrashWorld, moment: Moment, stopping: Promise<Stopped>): Promise<Stopped> {
  let stopped: Stopped | null = null
  void stopping.then((value) => (stopped = value))
  await world.until(`a worker comes to the moment ${moment.name}`, () => Promise.resolve(stopped !== null), IN_TIME_MS)
  return stopping
}

/** How many living flow logs carry the mark of this operation. */
export function madeBy(world: CrashWorld, operationId: string | null): number {
  const logs = world.fleet.logs(world.simulator)
  return logs.filter((log) => log.isAlive && log.operationId === operationId).length
}

async function standingOf({ pool, cloud }: CrashWorld): Promise<Standing> {
  const { rows } = await pool.query<{ operationId: string; awaiting: string }>(
    `SELECT "operationId", "awaiting" FROM "open_operation"`,
  )
  const called = new Set(cloud.calls.map(({ clientToken }) => clientToken))
  return {
    open: rows.length,
    awaitingReply: rows.filter(({ awaiting }) => awaiting === 'reply').length,
    calls: rows.filter(({ operationId }) => called.has(operationId)).length,
  }
}
