import { SetupError } from '../errors.js'

/** The connection string a command was given, by its option or by the environment. */
export function databaseUrl(option: string | undefined): string {
  const url = option ?? process.env['DATABASE_URL']
  if (url === undefined || url === '') {
    throw new SetupError(
      'no database is named: set DATABASE_URL, or give --url postgres://user:password@host:port/database',
    )
  }
  return url
}
