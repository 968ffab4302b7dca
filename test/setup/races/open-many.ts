import { afterAll } from 'vitest'
import { createDatabase, type Database } from '../../../src/database.js'

/** The name under which the connections of {@link openMany} are known to the server. */
export const racers = 'souk-db racers'

/**
 * Opens a database as several processes of a service would, pipelined and not, with some 30 connections in all. They are
 * closed after the last test of the file.
 */
export function openMany(url: string): readonly [Database, ...Database[]] {
  const options = { url, applicationName: racers, maxConnections: 6, minConnections: 2 }
  const open = (pipeline: boolean) => createDatabase({ ...options, pipeline })
  const databases = [open(true), open(false), open(true), open(false), open(false)] as const
  afterAll(() => Promise.all(databases.map((db) => db.close())))
  return databases
}
