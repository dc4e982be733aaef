import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../../../test/database'
import { databaseUrl } from '../../../test/database-server'
import { migrate, schemaDifference, SchemaMismatch } from './migrate'
import { appliedMigrations } from './schema-state'

const FIRST = '20260101000000_first'
const SECOND = '20260102000000_second'

/** Semicolons inside a function body are what a naive splitter of scripts breaks on. */
const WITH_TRIGGER = `
CREATE TABLE journal (id int PRIMARY KEY);
CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'append only; sorry'; END; $$ LANGUAGE plpgsql;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE UNIQUE INDEX journal_positive ON journal (id) WHERE id > 0;
`

describe('migrate', () => {
  let folder: string
  let database: Awaited<ReturnType<typeof createTestDatabase>>
  let url: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weir-migrations-'))
    const server = inject('databaseServer')
    database = await createTestDatabase({ adminUrl: server.adminUrl, template: 'template1' })
    url = databaseUrl(server.adminUrl, new URL(database.url).pathname.slice(1))
    await addMigration(FIRST, WITH_TRIGGER)
  })

  afterEach(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })

  async function addMigration(name: string, sql: string): Promise<void> {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'migration.sql'), sql)
  }

  it('applies what is missing, with triggers, and then has nothing to do', async () => {
    expect(await migrate(url, folder)).toEqual([FIRST])
    expect(await migrate(url, folder)).toEqual([])
    await addMigration(SECOND, 'ALTER TABLE journal ADD COLUMN note text;')
    expect(await migrate(url, folder)).toEqual([SECOND])
    await database.pool.query('INSERT INTO journal VALUES (1)')
    await expect(database.pool.query('UPDATE journal SET id = 2')).rejects.toThrow('append only; sorry')
  })

  it('lets one of many starting processes do the work', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => migrate(url, folder)))
    expect(answers.flat()).toEqual([FIRST])
  })

  it('refuses a database that a newer version migrated, and changes nothing', async () => {
    await addMigration(SECOND, 'CREATE TABLE later (id int);')
    await migrate(url, folder)
    await rm(join(folder, SECOND), { recursive: true })
    await addMigration('20260103000000_other', 'CREATE TABLE other (id int);')
    await expect(migrate(url, folder)).rejects.toThrow(SchemaMismatch)
    const { rows } = await database.pool.query(`SELECT to_regclass('other') AS other`)
    expect(rows).toEqual([{ other: null }])
  })

  it('undoes a migration that fails and says so at the next start', async () => {
    await addMigration(SECOND, 'CREATE TABLE half (id int); CREATE TABLE journal (id int);')
    await expect(migrate(url, folder)).rejects.toThrow('relation "journal" already exists')
    const { rows } = await database.pool.query(`SELECT to_regclass('half') AS half`)
    expect(rows).toEqual([{ half: null }])
    await expect(migrate(url, folder)).rejects.toThrow(SECOND)
    expect(await appliedMigrations(database.pool)).toContainEqual({ name: SECOND, finished: false })
  })
})

describe('schemaDifference', () => {
  const schema = (fields: string) => `datasource db {\n  provider = "postgresql"\n}\nmodel Thing {\n  ${fields}\n}\n`

  it('writes the SQL from one schema to the next, and nothing when they are the same', async () => {
    const { adminUrl } = inject('databaseServer')
    const before = schema('id String @id')
    const after = schema('id String @id\n  note String?')
    expect(await schemaDifference(adminUrl, before, after)).toContain('ADD COLUMN     "note" TEXT')
    expect(await schemaDifference(adminUrl, after, after)).toBe('')
    expect(await schemaDifference(adminUrl, undefined, before)).toContain('CREATE TABLE "Thing"')
  })
})
