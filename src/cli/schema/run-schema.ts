import type { ClientBase } from 'pg'
import { openSchemaDatabase } from '../../generate/schema/schema-database.js'
import { InvalidInputError } from '../../errors.js'
import type { ServiceMigrationsOptions } from '../../migrate/index.js'
import { databaseUrl } from '../database-url.js'
import { exitCodes } from '../exit-codes.js'
import { interruptible } from '../interrupt.js'
import { namedMigrations, type MigrationsFlags } from '../migrations-options.js'
import { paint } from '../paint.js'
import { startProgress } from '../start-progress.js'
import { readCatalogue, type Stranger } from './catalogue.js'
import { compareSchemas, type ReadSchema, type SchemaDifference } from './compare-schemas.js'
import { schemaDump } from './schema-dump.js'

/** The options of `souk-db schema`. */
export interface SchemaFlags extends MigrationsFlags {
  readonly url?: string
  readonly check?: boolean
  readonly like?: string
  readonly format: 'text' | 'json'
}

/** Prints a schema, or compares a database with what its migrations make. */
export async function runSchema({ url, check = false, like, format, ...flags }: SchemaFlags): Promise<void> {
  if (like !== undefined && !check) throw new InvalidInputError('like', 'compares, and needs --check')
  const migrations = await namedMigrations(flags)
  using progress = startProgress({ label: 'Reading the schema' })
  const read = (from: string | undefined, signal: AbortSignal) =>
    readSchema(from, { migrations, signal, onStep: (step) => progress.step(step) })
  if (!check) {
    const schema = await interruptible((signal) => read(url, signal))
    progress[Symbol.dispose]()
    process.stdout.write(
      format === 'json' ? document(schema) : schemaDump(schema.catalogue, headOf(schema, url)),
    )
    return
  }
  const target = databaseUrl(url)
  const records = ['migrations', migrations.table ?? 'service_migrations']
  const differences = await interruptible(async (signal) => {
    const actual = await read(target, signal)
    return compareSchemas(await read(like, signal), actual, records)
  })
  progress[Symbol.dispose]()
  process.stdout.write(format === 'json' ? document({ differences }) : textOf(differences))
  if (differences.length > 0) process.exitCode = exitCodes.failed
}

interface ReadOptions {
  readonly migrations: ServiceMigrationsOptions
  readonly signal: AbortSignal
  readonly onStep: (step: string) => void
}

/** Reads the schema of a database, or of the embedded one once the migrations have been applied to it. */
async function readSchema(
  url: string | undefined,
  { migrations, signal, onStep }: ReadOptions,
): Promise<ReadSchema> {
  await using database = await openSchemaDatabase(url === undefined ? { migrations } : { url }, {
    signal,
    onStep,
  })
  const { client } = database
  // A server that falls silent is not waited for.
  const giveUp = () => destroy(client)
  signal.addEventListener('abort', giveUp)
  try {
    const strangers: Stranger[] = []
    const catalogue = await readCatalogue(client, (one) => strangers.push(one))
    return { catalogue, strangers }
  } finally {
    signal.removeEventListener('abort', giveUp)
    signal.throwIfAborted()
  }
}

function destroy(client: ClientBase): void {
  const { connection } = client as ClientBase & {
    readonly connection?: { readonly stream: { destroy(): void } }
  }
  connection?.stream.destroy()
}

function document(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function headOf({ strangers }: ReadSchema, url: string | undefined): string {
  return [
    url === undefined
      ? '-- The schema as the migrations of @souk/db leave it, and then those of the service.'
      : '-- The schema of a database, without what extensions own.',
    ...strangers.map(({ kind, name }) => `-- Not shown: the ${kind} ${name}.`),
  ].join('\n')
}

const colours = { missing: 'red', different: 'yellow', extra: 'cyan' } as const

function textOf(differences: readonly SchemaDifference[]): string {
  const { length } = differences
  const lines = differences.flatMap(({ problem, kind, name, expected, actual }) => [
    `${paint(colours[problem], problem.padEnd(9), process.stdout)} ${kind} ${name}`,
    ...(problem === 'different'
      ? [`  migrations: ${oneLine(expected)}`, `  database:   ${oneLine(actual)}`]
      : []),
  ])
  const verdict =
    length === 0
      ? 'The database has the schema that its migrations make.'
      : `${length} ${length === 1 ? 'difference' : 'differences'}.`
  return `${[...lines, verdict].join('\n')}\n`
}

function oneLine(definition: string | null): string {
  return (definition ?? '').replace(/\s+/g, ' ').trim()
}
