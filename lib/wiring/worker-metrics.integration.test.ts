import { beforeEach, describe, expect, it } from 'vitest'
import { awsResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { vpcConfiguration } from '../../test/engine/configurations'
import { createEngineWorld } from '../../test/engine/engine-world'
import { workerMetrics } from './worker-metrics'

const database = useTestDatabase()
beforeEach(() => database.empty())

describe('the figures of a worker', () => {
  it('count passes, calls, throttles and attempts, and read the queue when they are asked for', async () => {
    const metrics = workerMetrics(database.pool)
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 2) })
    const worker = world.worker('measured', { metrics: metrics.engine })
    const value = async (line: string) =>
      Number(
        (await metrics.text())
          .split('\n')
          .find((text) => text.startsWith(`${line} `))
          ?.split(' ')[1] ?? Number.NaN,
      )

    expect(await value('weir_queue_due_scopes'), 'the region and the account as a whole').toBe(2)
    expect(await value('weir_queue_lag_seconds')).toBeGreaterThanOrEqual(0)
    await world.pass(undefined, worker)
    await world.approve(vpcConfiguration())
    world.cloud.postFault({ match: { operation: 'CreateFlowLogs' }, effect: { kind: 'throttle' } })
    await world.pass(undefined, worker)
    world.clock.advance(60_000)
    await world.pass(undefined, worker)

    expect(await value('weir_worker_passes_total{provider="aws-ec2",outcome="done"}')).toBe(3)
    expect(await value('weir_worker_pass_seconds_count{provider="aws-ec2"}')).toBe(3)
    const created = 'provider="aws-ec2",operation="CreateFlowLogs"'
    expect(await value(`weir_worker_cloud_calls_total{${created},outcome="error"}`)).toBe(1)
    expect(await value(`weir_worker_cloud_calls_total{${created},outcome="ok"}`)).toBe(1)
    expect(await value('weir_worker_throttles_total{provider="aws-ec2"}')).toBe(1)
    const attempts = 'weir_worker_operations_total{provider="aws-ec2",kind="create"'
    expect(await value(`${attempts},outcome="throttled"}`)).toBe(1)
    expect(await value(`${attempts},outcome="accepted"}`)).toBe(1)
    expect(await value('weir_worker_rows_written_total')).toBeGreaterThan(0)
    expect(await value('weir_queue_due_scopes'), 'the account as a whole still').toBe(1)
  })

  it('see what other workers hold', async () => {
    const metrics = workerMetrics(database.pool)
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 1) })
    await database.pool.query(
      `UPDATE "scope" SET "leaseOwner" = 'another', "leaseUntil" = now() + interval '20 s' WHERE "id" = $1`,
      [world.scopeId()],
    )
    const text = await metrics.text()
    expect(text).toContain('\nweir_queue_leased_scopes 1\n')
    expect(text).toContain('\nweir_queue_due_scopes 1\n')
    expect(text).toContain('\nweir_queue_open_operations 0\n')
  })
})
