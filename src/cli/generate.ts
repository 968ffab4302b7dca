import { Command, Option } from 'commander'
import { GenerationError } from '../errors.js'
import { formatMistake } from '../generate/format-mistake.js'
import type { GenerateReport } from '../generate/generate.js'
import { generatePhases, type GeneratePhase } from '../generate/phases.js'
import type { SchemaSource } from '../generate/schema-database.js'
import { assertSchema } from '../migrate/index.js'
import { importOptionalPeer } from '../setup/optional-peer.js'
import { startProgress } from './progress.js'

interface GenerateFlags {
  readonly sql: string
  readonly out: string
  readonly migrations?: string
  readonly url?: string
  readonly runtime?: string
  readonly check?: true
}

const activities: Readonly<Record<GeneratePhase, string>> = {
  parse: 'reading the queries',
  database: 'opening the database',
  describe: 'asking the server',
  write: 'writing',
}

/** `souk-db generate`: typed modules out of `.sql` files. */
export function generateCommand(): Command {
  return new Command('generate')
    .description('make typed modules out of .sql files, proven against the schema')
    .option('--sql <folder>', 'the .sql files', 'sql')
    .option('--out <folder>', 'where the modules go', 'generated')
    .addOption(
      new Option(
        '--migrations <folder>',
        'your own migrations, applied after those of @souk/db to the embedded database',
      ).conflicts('url'),
    )
    .option('--url <url>', 'a migrated database to use instead of the embedded one; nothing is written to it')
    .option('--runtime <package>', 'the package that the modules import from')
    .option('--check', 'write nothing; fail if the modules are not what the queries make')
    .action(run)
}

async function run(flags: GenerateFlags): Promise<void> {
  const schema = await schemaOf(flags)
  // The parsers are large, and no other command needs them.
  await importOptionalPeer(['@pgtyped/parser', 'libpg-query'], 'Generation', () =>
    Promise.all([import('@pgtyped/parser'), import('libpg-query')]),
  )
  const { generate } = await import('../generate/generate.js')
  using progress = startProgress({ label: 'Generating' })
  try {
    const report = await generate({
      sqlDirectory: flags.sql,
      outDirectory: flags.out,
      schema,
      check: flags.check === true,
      ...(flags.runtime === undefined ? {} : { runtime: flags.runtime }),
      onPhase: (phase) => progress.step(activities[phase]),
      onStep: (step) => progress.step(step),
    })
    progress.finish(summary(report, flags))
    if (flags.check === true) reportCheck(report, flags.out)
  } catch (error) {
    progress[Symbol.dispose]()
    if (!(error instanceof GenerationError)) throw error
    reportMistakes(error)
  }
}

async function schemaOf({ url, migrations }: GenerateFlags): Promise<SchemaSource> {
  if (url === undefined) return migrations === undefined ? {} : { migrationsDirectory: migrations }
  await assertSchema({ url })
  return { url }
}

function reportMistakes({ mistakes }: GenerationError): void {
  for (const mistake of mistakes) console.error(`${formatMistake(mistake)}\n`)
  const files = new Set(mistakes.map(({ file }) => file)).size
  console.error(`${count(mistakes.length, 'mistake')} in ${count(files, 'file')}; nothing was written`)
  process.exitCode = 1
}

function reportCheck({ changes }: GenerateReport, out: string): void {
  const lines = [
    ...changes.stale.map((name) => `${out}/${name} is stale`),
    ...changes.missing.map((name) => `${out}/${name} is missing`),
    ...changes.extra.map((name) => `${out}/${name} has no source any more`),
  ]
  if (lines.length === 0) return
  for (const line of lines) console.error(line)
  console.error('run souk-db generate and commit what it writes')
  process.exitCode = 1
}

function summary(
  { files, queries, changes, milliseconds }: GenerateReport,
  { out, check }: GenerateFlags,
): string {
  const written = changes.missing.length + changes.stale.length
  const outcome = check === true ? 'checked' : `${written} written, ${changes.extra.length} deleted`
  const times = generatePhases.map((phase) => `${phase} ${(milliseconds[phase] / 1000).toFixed(2)} s`)
  return `${out}: ${count(queries, 'query', 'queries')} of ${count(files, 'file')}, ${outcome} (${times.join(', ')})`
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
