import { queries } from '../../../generated/queries.js'
import type { ServiceArea } from '../../doctor/examined-database.js'
import { examine } from '../../doctor/examine.js'
import { rules } from '../../doctor/rules.js'
import { databaseUrl } from '../database-url.js'
import { interruptible } from '../interrupt.js'
import { namedMigrations, type MigrationsFlags } from '../migrations-options.js'
import { startProgress } from '../start-progress.js'
import { serviceQueries } from './service-queries.js'
import { showDiagnosis } from './show-diagnosis.js'

/** The options of `souk-db doctor`. */
export interface DoctorFlags extends MigrationsFlags {
  readonly url?: string
  readonly rule?: readonly string[]
  readonly area?: ServiceArea
  readonly memory?: number
  readonly tryIndexes?: boolean
  readonly json?: boolean
}

/** Examines a database, and prints what was found. */
export async function runDoctor({
  url,
  rule,
  area,
  memory,
  tryIndexes,
  json = false,
  ...flags
}: DoctorFlags): Promise<void> {
  const migrations = await namedMigrations(flags)
  const target = databaseUrl(url)
  const known = [...(await serviceQueries()), ...queries]
  const wanted = rule === undefined ? rules : rules.filter(({ name }) => rule.includes(name))
  using progress = startProgress({ label: 'Examining', total: wanted.length })
  let done = 0
  const diagnosis = await interruptible((signal) =>
    examine(
      { url: target },
      {
        ...{ rules: wanted, area, memoryBytes: memory, queries: known, migrations, tryIndexes, signal },
        onRule: () => progress.update(done++),
      },
    ),
  )
  progress[Symbol.dispose]()
  process.stdout.write(
    json ? `${JSON.stringify(diagnosis, null, 2)}\n` : showDiagnosis(diagnosis, process.stdout),
  )
  if (diagnosis.findings.some(({ level }) => level !== 'info')) process.exitCode = 1
}
