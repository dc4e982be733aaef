import { migrate } from '../lib/store/database/migrate'

/** Applies what is missing to the database that DATABASE_URL names. `npm start` does this by itself. */
const url = process.env.DATABASE_URL
if (url === undefined || url === '') {
  console.error('Set DATABASE_URL to the database that should be migrated.')
  process.exitCode = 1
} else {
  try {
    const applied = await migrate(url)
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
