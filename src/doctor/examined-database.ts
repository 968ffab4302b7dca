import type { PreparedQuery } from '../engine/statement/prepared-query.js'
import type { MigrationStatus } from '../migrate/index.js'
import type { DoctorLimits } from './limits.js'

/** A box of longitudes and latitudes: west, south, east, north. */
export type ServiceArea = readonly [west: number, south: number, east: number, north: number]

/** The database that rules look at. Each rule has a read-only transaction of its own. */
export interface ExaminedDatabase {
  /** Runs one statement, and returns its rows. */
  rows<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>
  /** Runs statements without parameters in a savepoint, which is undone, and returns the rows of each. */
  apart(sql: string): Promise<readonly (readonly object[])[]>
  /** Compares the schema with the folders of migrations. */
  migrations(): Promise<MigrationStatus>
  /** The server's version as a number, such as 170006. */
  readonly version: number
  /** True on a standby, whose statistics of use are its own. */
  readonly isStandby: boolean
  /** The memory of the server's machine in bytes; null if it is not known. */
  readonly memoryBytes: number | null
  /** The area that all places should lie in; null if it is not known. */
  readonly area: ServiceArea | null
  /** True if indexes may be tried on samples, in temporary tables. */
  readonly triesIndexes: boolean
  readonly limits: DoctorLimits
  /** The queries whose statements get their names. */
  readonly queries: readonly PreparedQuery<unknown, unknown>[]
}
