import type { FindingOfRule } from '../finding.js'
import type { Rule } from '../rule.js'
import { size } from '../wording.js'

/** A setting of the server, with its value in bytes or milliseconds if it has a unit. */
export interface Setting {
  readonly name: string
  readonly value: string
  readonly unit: string | null
  readonly needsRestart: boolean
}

interface Misfit extends Pick<FindingOfRule, 'level' | 'reason'> {
  /** The value to set. */
  readonly better: string
}

/** The value of settings, in bytes where they are sizes; NaN for one that is not there. */
type Values = (name: string) => number

/** Settings that lose data or stop what keeps the server healthy. */
const mustBeOn: Readonly<Record<string, string>> = {
  fsync: 'a crash of the system may destroy the database',
  full_page_writes: 'a crash of the system may leave torn pages',
  autovacuum: 'dead rows stay, and at the wraparound of transaction ids the server stops',
  track_counts: 'autovacuum does not know when to run',
}

const gibibyte = 2 ** 30

/** Returns the reason why a setting does not fit the machine; undefined if it does. */
function misfitOf(name: string, text: string, values: Values, memory: number | null): Misfit | undefined {
  const value = values(name)
  const harm = mustBeOn[name]
  if (harm !== undefined) return text === 'off' ? { level: 'error', reason: harm, better: 'on' } : undefined
  switch (name) {
    case 'shared_buffers':
      if (memory === null || memory < gibibyte) return undefined
      if (value < memory / 10) {
        return {
          level: 'warning',
          reason: `${size(value)} of the ${size(memory)} of the machine are its cache`,
          better: megabytes(memory / 4),
        }
      }
      if (value <= memory / 2) return undefined
      return {
        level: 'warning',
        reason: `${size(value)} of the ${size(memory)} of the machine are too much: the system's own cache has no room`,
        better: megabytes(memory / 4),
      }
    case 'effective_cache_size':
      if (memory === null || (value >= memory * 0.3 && value <= memory)) return undefined
      return {
        level: 'warning',
        reason: `the planner counts on ${size(value)} of cache, and the machine has ${size(memory)} of memory`,
        better: megabytes(memory * 0.7),
      }
    case 'work_mem': {
      const most = value * values('max_connections')
      if (memory === null || most <= memory) return undefined
      return {
        level: 'warning',
        reason: `one sort in each of ${values('max_connections')} connections may take ${size(most)}, more than the machine's ${size(memory)}`,
        better: megabytes(memory / 4 / values('max_connections')),
      }
    }
    case 'maintenance_work_mem':
      if (memory === null || memory < 8 * gibibyte || value > 64 * 2 ** 20) return undefined
      return {
        level: 'info',
        reason: `${size(value)} make vacuum and the building of indexes slow on a machine with ${size(memory)}`,
        better: megabytes(Math.min(memory / 16, 2 * gibibyte)),
      }
    case 'password_encryption':
      if (text !== 'md5') return undefined
      return {
        level: 'warning',
        reason: 'new passwords are kept as MD5, which is broken',
        better: "'scram-sha-256'",
      }
    default:
      return undefined
  }
}

function megabytes(bytes: number): string {
  return `'${Math.max(1, Math.floor(bytes / 2 ** 20))}MB'`
}

const bytesOf: Readonly<Record<string, number>> = { B: 1, kB: 2 ** 10, '8kB': 2 ** 13, MB: 2 ** 20 }

/** Compares settings with the memory of the machine. Without it only those that no machine can want are found. */
export function settingFindings(
  settings: readonly Setting[],
  memoryBytes: number | null,
): readonly FindingOfRule[] {
  const byName = new Map(settings.map((one) => [one.name, one]))
  const values: Values = (name) => {
    const { value, unit } = byName.get(name) ?? { value: 'NaN', unit: null }
    return Number(value) * (unit === null ? 1 : (bytesOf[unit] ?? 1))
  }
  return settings.flatMap(({ name, value, needsRestart }) => {
    const misfit = misfitOf(name, value, values, memoryBytes)
    if (misfit === undefined) return []
    const { level, reason, better } = misfit
    const then = needsRestart ? '-- then restart the server' : 'select pg_reload_conf();'
    return [{ level, object: name, reason, remedy: `alter system set ${name} = ${better};\n${then}` }]
  })
}

/** Settings that do not fit the machine. */
export const setting: Rule = {
  name: 'setting',
  about: 'a setting that does not fit the machine, or loses data',
  async find(database) {
    const settings = await database.rows<Setting>(`
      select name, setting as "value", unit, context = 'postmaster' as "needsRestart"
      from pg_catalog.pg_settings
      order by name`)
    return settingFindings(settings, database.memoryBytes)
  },
}
