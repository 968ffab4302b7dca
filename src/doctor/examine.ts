import type { ClientBase } from 'pg'
import type { PreparedQuery } from '../engine/statement/prepared-query.js'
import { fromDriverError } from '../engine/failure/driver-error.js'
import { isSoukError, type SoukError } from '../errors.js'
import { migrationStatus, type MigrateTarget, type MigrationStatusOptions } from '../migrate/index.js'
import { withClient } from '../migrate/with-client.js'
import type { ExaminedDatabase, ServiceArea } from './examined-database.js'
import type { Finding } from './finding.js'
import { defaultLimits, type DoctorLimits } from './limits.js'
import { inSavepoint, inTransaction } from './read-only.js'
import type { Rule } from './rule.js'
import { rules as allRules } from './rules.js'

/** Options of {@link examine}. */
export interface ExamineOptions {
  /** The rules to apply. @defaultValue all of them */
  readonly rules?: readonly Rule[]
  readonly limits?: Partial<DoctorLimits>
  /** The service's own migrations. */
  readonly migrations?: MigrationStatusOptions
  readonly area?: ServiceArea | undefined
  /** The memory of the server's machine. @defaultValue what the server may read of its own machine */
  readonly memoryBytes?: number | undefined
  /** Tries indexes for slow statements on samples of their tables. @defaultValue false */
  readonly tryIndexes?: boolean | undefined
  /** The queries whose statements get their names. */
  readonly queries?: readonly PreparedQuery<unknown, unknown>[]
  readonly signal?: AbortSignal
  /** Called before each rule. */
  readonly onRule?: (rule: Rule) => void
}

/** The findings about a database. */
export interface Diagnosis {
  readonly findings: readonly Finding[]
  /** The names of the rules that were applied. */
  readonly rules: readonly string[]
  /** The server's version, such as `17.6`. */
  readonly serverVersion: string
  /** The memory of the server's machine; null if it is not known, so that no setting is compared with it. */
  readonly memoryBytes: number | null
}

interface Server {
  readonly version: number
  readonly shownVersion: string
  readonly isStandby: boolean
}

/**
 * Applies rules to a database. It only reads, each rule in a transaction of its own with limits on time and locks.
 *
 * A rule that the role has no right to, or that would take too long, gives a finding of the level `info` that says so.
 *
 * @throws `ConnectionError` if the server cannot be reached; the signal's reason.
 */
export async function examine(target: MigrateTarget, options: ExamineOptions = {}): Promise<Diagnosis> {
  const { rules = allRules, signal, onRule } = options
  return await withClient(
    target,
    'souk-db doctor',
    async (client) => {
      const server = await readServer(client)
      const memoryBytes = options.memoryBytes ?? (await readMemory(client))
      const database = databaseOf(client, server, memoryBytes, options)
      const findings: Finding[] = []
      for (const rule of rules) {
        signal?.throwIfAborted()
        onRule?.(rule)
        findings.push(...(await apply(client, rule, database)))
      }
      return {
        findings,
        rules: rules.map(({ name }) => name),
        serverVersion: server.shownVersion,
        memoryBytes,
      }
    },
    signal,
  )
}

function databaseOf(
  client: ClientBase,
  { version, isStandby }: Server,
  memoryBytes: number | null,
  { limits, migrations, area, tryIndexes = false, queries = [] }: ExamineOptions,
): ExaminedDatabase {
  return {
    async rows<Row extends object>(sql: string, values: readonly unknown[] = []) {
      return (await client.query<Row>(sql, [...values])).rows
    },
    apart: (sql) => inSavepoint(client, sql),
    migrations: () => migrationStatus({ client }, migrations),
    version,
    isStandby,
    memoryBytes,
    area: area ?? null,
    triesIndexes: tryIndexes,
    limits: { ...defaultLimits, ...limits },
    queries,
  }
}

async function apply(
  client: ClientBase,
  rule: Rule,
  database: ExaminedDatabase,
): Promise<readonly Finding[]> {
  try {
    const access = rule.makesTables === true && database.triesIndexes ? 'read write' : 'read only'
    const found = await inTransaction(client, () => rule.find(database), access)
    return found.map((one) => ({ rule: rule.name, ...one }))
  } catch (error) {
    const problem = isSoukError(error) ? error : fromDriverError(error, {}, 'not_run')
    const reason = reasonOf(problem)
    if (reason === null) throw problem
    return [{ rule: rule.name, level: 'info', object: rule.name, ...reason }]
  }
}

/** Returns the reason why a rule could not be applied; null if the examination cannot go on. */
function reasonOf(error: SoukError): Pick<Finding, 'reason' | 'remedy'> | null {
  switch (error.code) {
    case 'connection':
      return null
    case 'timeout':
      return {
        reason: 'it was not looked for: it would have taken too long, or had to wait for a lock',
        remedy: null,
      }
    case 'database': {
      const state = 'sqlState' in error ? String(error.sqlState) : ''
      if (state === '42501') {
        return {
          reason: 'it was not looked for: the role has not the right to',
          remedy: '-- as an administrator:\ngrant pg_monitor to …;',
        }
      }
      return { reason: `it was not looked for: the server refused (SQLSTATE ${state})`, remedy: null }
    }
    default:
      return { reason: `it was not looked for: ${error.message}`, remedy: null }
  }
}

async function readServer(client: ClientBase): Promise<Server> {
  const { rows } = await client.query<Server>(`
    select
      current_setting('server_version_num')::int as "version",
      current_setting('server_version') as "shownVersion",
      pg_is_in_recovery() as "isStandby"`)
  return rows[0] ?? { version: 0, shownVersion: '', isStandby: false }
}

/** Reads the memory of the server's machine; null if the role or the system does not let it. */
async function readMemory(client: ClientBase): Promise<number | null> {
  try {
    const { rows } = await inTransaction(client, () =>
      client.query<{ readonly kilobytes: string | null }>(
        `select substring(pg_read_file('/proc/meminfo') from 'MemTotal: +([0-9]+) kB') as kilobytes`,
      ),
    )
    const kilobytes = Number(rows[0]?.kilobytes)
    return Number.isFinite(kilobytes) && kilobytes > 0 ? kilobytes * 1_024 : null
  } catch (error) {
    const problem = fromDriverError(error, {}, 'not_run')
    if (problem.code === 'connection') throw problem
    return null
  }
}
