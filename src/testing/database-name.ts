import { randomBytes } from 'node:crypto'

const pattern = /^souk_test_([0-9a-z]{8,9})_[0-9a-f]{12}$/

/** Makes a name that no other test database has. It holds the time, so that leftovers can be found. */
export function newDatabaseName(now = Date.now()): string {
  return `souk_test_${now.toString(36)}_${randomBytes(6).toString('hex')}`
}

/** Reads when the database of a name was created, in milliseconds since 1970; null if it is not a test database. */
export function databaseBirth(name: string): number | null {
  const time = pattern.exec(name)?.[1]
  return time === undefined ? null : Number.parseInt(time, 36)
}
