import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { changesSomething, CloudGate, named } from './cloud-gate'
import { CrashWorld, sleep } from './crash-world'
import { awsFleet } from './fleet'

const DESIRED = 24

describe('what holds a real worker back', () => {
  let world: CrashWorld
  beforeAll(async () => {
    world = await CrashWorld.open({ fleet: awsFleet })
    await world.startWorker()
    await world.onboard()
  })
  afterEach(async () => {
    await world.pool.query(
      `UPDATE "installation" SET "stopAllChanges" = false, "lookOnlyReason" = NULL, "maxDeletesPerPass" = 1000`,
    )
    await world.tidyUp()
  }, 90_000)
  afterAll(() => world.close())

  const changes = () => world.cloud.calls.filter(changesSomething).length
  const looks = () => world.cloud.calls.filter(named('DescribeFlowLogs')).length

  it(
    'Stop all changes: it looks on and changes nothing, until the switch is off again',
    { timeout: 90_000 },
    async () => {
      await world.begin()
      await world.pool.query(`UPDATE "installation" SET "stopAllChanges" = true`)
      await world.declare()
      const looksBefore = looks()
      await world.until('it has looked twice', () => Promise.resolve(looks() >= looksBefore + 4))
      expect(changes()).toBe(0)
      await world.pool.query(`UPDATE "installation" SET "stopAllChanges" = false`)
      await world.expectInvariant({ desired: DESIRED })
    },
  )

  it(
    'the ceiling on deletes: nothing goes while more would go at once than it allows',
    { timeout: 90_000 },
    async () => {
      await world.begin()
      await world.declare()
      await world.expectInvariant({ desired: DESIRED })
      await world.pool.query(`UPDATE "installation" SET "maxDeletesPerPass" = 5`)
      await world.undeclare()
      await world.until(
        'every one says why',
        async () => (await world.phaseReasons()).get('TooManyDeletes') === DESIRED,
      )
      await sleep(1_000)
      expect(world.cloud.calls.filter(named('DeleteFlowLogs'))).toEqual([])
      await world.pool.query(`UPDATE "installation" SET "maxDeletesPerPass" = 1000`)
      await world.expectInvariant({ desired: 0 })
    },
  )

  it(
    'another endpoint: nothing that it says is believed, and nothing is changed there',
    { timeout: 90_000 },
    async () => {
      await world.begin()
      await world.declare()
      await world.expectInvariant({ desired: DESIRED })
      await world.killWorkers()
      const otherDoor = await CloudGate.open(world.simulator.url)
      await world.startWorker({ cloudUrl: otherDoor.url })
      await world.respecify(world.fleet.elsewhere)
      await world.until('every region says why', async () => (await world.scopesWith('EndpointChanged')) >= 2)
      await sleep(1_000)
      expect(otherDoor.calls.filter(changesSomething)).toEqual([])
      await world.killWorkers()
      await otherDoor.close()
      await world.startWorker()
      await world.expectInvariant({ desired: DESIRED, madePerTarget: 2 })
    },
  )

  it('a second look: a log that one listing lacks is neither missed nor made again', { timeout: 90_000 }, async () => {
    await world.begin()
    await world.declare()
    await world.expectInvariant({ desired: DESIRED })
    const before = changes()
    const blinked = await world.cloud.rewrite(named('DescribeFlowLogs'), withoutOneOfOurs)
    expect(blinked.before).not.toBe(blinked.after)
    await world.until('the log counts as missing', async () => (await world.missing()) === 1)
    await world.until('it has been seen again', async () => (await world.missing()) === 0)
    await world.expectInvariant({ desired: DESIRED })
    expect(changes()).toBe(before)
  })
})

/** A listing that lacks one flow log with our mark. Items hold items (their tags), so the outermost ones are counted out. */
function withoutOneOfOurs(xml: string): string {
  let depth = 0
  let start = 0
  for (const { 0: tag, index } of xml.matchAll(/<\/?item>/g)) {
    depth += tag === '<item>' ? 1 : -1
    if (tag === '<item>' && depth === 1) start = index
    const end = index + tag.length
    if (depth === 0 && xml.slice(start, end).includes('weir:operation')) return xml.slice(0, start) + xml.slice(end)
  }
  return xml
}
