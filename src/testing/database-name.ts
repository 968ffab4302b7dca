import { randomBytes } from 'node:crypto'

const pattern = /^souk_test_([0-9a-z]{8,9})_[0-9a-f]{12}$/

/** A name no other test database has; it tells when it was made, so that leftovers can be found. */
export function newDatabaseName(now = Date.now()): string {
  return `souk_test_${now.toString(36)}_${randomBytes(6).toString('hex')}`
}

/** When the database of this name was made, in milliseconds since 1970; null if it is not a test database. */
export function databaseBirth(name: string): number | null {
  const time = pattern.exec(name)?.[1]
  return time === undefined ? null : Number.parseInt(time, 36)
}
