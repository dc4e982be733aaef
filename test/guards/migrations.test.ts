import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LOCK_FILE, MIGRATIONS_FOLDER, migrationNames } from '../../lib/store/database/migration-files'

describe('the migration history', () => {
  it('ends at the schema: nobody changed it without a migration', async () => {
    const last = (await migrationNames()).at(-1)
    expect(last).toBeDefined()
    const reached = readFileSync(join(MIGRATIONS_FOLDER, last ?? '', 'schema.prisma'), 'utf8')
    expect(reached, 'run `npm run db:new-migration -- what_changes`').toBe(readFileSync('prisma/schema.prisma', 'utf8'))
  })

  it('has the lock file that Prisma’s own command line asks for', () => {
    expect(existsSync(join(MIGRATIONS_FOLDER, LOCK_FILE))).toBe(true)
    expect(readFileSync(join(MIGRATIONS_FOLDER, LOCK_FILE), 'utf8')).toContain('provider = "postgresql"')
  })
})
