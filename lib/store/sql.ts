import type pg from 'pg'

/** Anything that runs a statement: the pool, or one connection inside a transaction. */
export type Sql = Pick<pg.Pool | pg.PoolClient, 'query'>

/** A value for a jsonb parameter: pg would take a JavaScript array for a PostgreSQL array. Pure. */
export function asJson(value: unknown): string {
  return JSON.stringify(value)
}

/**
 * Reads that do not depend on each other: at once where there is a pool to read through, one after the other on a single
 * connection, which takes one statement at a time.
 */
export async function sideBySide<const Reads extends readonly (() => unknown)[]>(
  sql: Sql,
  reads: Reads,
): Promise<{ [Index in keyof Reads]: Awaited<ReturnType<Reads[Index]>> }> {
  type Answers = { [Index in keyof Reads]: Awaited<ReturnType<Reads[Index]>> }
  if ('totalCount' in sql) return (await Promise.all(reads.map((read) => read()))) as Answers
  const answers: unknown[] = []
  for (const read of reads) answers.push(await read())
  return answers as unknown as Answers
}

/**
 * Runs work in one transaction: all of it, or nothing. `begin` may open it together with a first question, in one round
 * trip; what it throws undoes the transaction like everything else.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  begin: (client: pg.PoolClient) => Promise<unknown> = (client) => client.query('BEGIN'),
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  // Between two statements a lost connection is an event; unheard, it would end the process. The next statement fails.
  const onLost = (error: Error) => {
    broken = error
  }
  client.on('error', onLost)
  try {
    await begin(client)
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    // A connection that cannot even roll back must not go back into the pool.
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure))
    })
    throw error
  } finally {
    client.off('error', onLost)
    client.release(broken)
  }
}
