import { SetupError } from '../errors.js'

/** The variables of libpq that name a database. */
const naming = ['PGSERVICE', 'PGHOST', 'PGHOSTADDR', 'PGPORT', 'PGDATABASE', 'PGUSER'] as const

/** Returns the connection string of a command, from its option or from the environment. */
export function databaseUrl(option: string | undefined): string {
  const url = option ?? process.env['DATABASE_URL']
  if (url !== undefined && url !== '') return url
  // What a url leaves open comes from the environment.
  if (option === undefined && naming.some((name) => Boolean(process.env[name]))) return 'postgres://'
  throw new SetupError(
    'no database is named: set DATABASE_URL, or give --url postgres://user:password@host:port/database',
  )
}
