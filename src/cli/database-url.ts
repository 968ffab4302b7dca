import { SetupError } from '../errors.js'

/** Returns the connection string of a command, from its option or from the environment. */
export function databaseUrl(option: string | undefined): string {
  const url = option ?? process.env['DATABASE_URL']
  if (url === undefined || url === '') {
    throw new SetupError(
      'no database is named: set DATABASE_URL, or give --url postgres://user:password@host:port/database',
    )
  }
  return url
}
