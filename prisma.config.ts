import { defineConfig } from 'prisma/config'

/** For Prisma's own command line; Weir itself generates and migrates with `npm run db:generate` and `db:migrate`. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
