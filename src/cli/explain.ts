import { Command, Option } from 'commander'
import { GenerationError, InvalidInputError } from '../errors.js'
import type { Explanation } from '../generate/explain-query.js'
import { shownVersion } from '../generate/schema/server-version.js'
import { formatMistake } from '../generate/format-mistake.js'
import { record } from '../input/index.js'
import { assertGeneratorPackages } from './assert-generator-packages.js'
import { interruptible } from './interrupt.js'
import { compileQuickly } from './compile-quickly.js'
import { startProgress } from './start-progress.js'
import { configFile, configuredMigrations, serviceConfig, type ServiceConfig } from '../service-config.js'

interface ExplainFlags extends Pick<ServiceConfig, 'sql' | 'migrations' | 'migrationsTable'> {
  readonly url?: string
  readonly analyze?: boolean
  readonly format: 'text' | 'json'
}

/** `souk-db explain`: shows a query's plan, by the query's name. */
export function explainCommand(): Command {
  return new Command('explain')
    .description("show the plan of a query, of this package or of a service's own")
    .argument('<name>', 'the name of the query, such as listProductFeedCard')
    .argument('[parameters]', 'its parameters, as JSON: \'{"limit":20}\' (default: a plan for any values)')
    .option('--sql <folder>', `your own .sql files (default: as in ${configFile}, else sql)`)
    .addOption(
      new Option('--migrations <folder>', 'your own migrations, for the embedded database').conflicts('url'),
    )
    .option('--url <url>', 'the database to ask (default: an embedded one, without rows)')
    .option('--analyze', 'also run it, in a transaction that is rolled back')
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action(run)
}

async function run(
  name: string,
  json: string | undefined,
  { url, analyze = false, format, ...flags }: ExplainFlags,
): Promise<void> {
  const parameters = json === undefined ? undefined : parseParameters(json)
  const { sql = 'sql', ...config } = { ...(await serviceConfig()), ...flags }
  const embedded = { migrations: configuredMigrations(config) }
  await assertGeneratorPackages(url === undefined)
  compileQuickly()
  using progress = startProgress({ label: 'Explaining' })
  const { explainQuery } = await import('../generate/explain-query.js')
  try {
    const explanation = await interruptible((signal) =>
      explainQuery({
        ...{ name, sqlDirectory: sql, schema: url === undefined ? embedded : { url } },
        ...{ parameters, analyze, format, signal },
        onStep: (step) => progress.step(step),
      }),
    )
    progress[Symbol.dispose]()
    process.stdout.write(
      format === 'json' ? `${JSON.stringify(explanation)}\n` : textOf(explanation, url === undefined),
    )
  } catch (error) {
    progress[Symbol.dispose]()
    if (!(error instanceof GenerationError)) throw error
    for (const mistake of error.mistakes) console.error(formatMistake(mistake))
    process.exitCode = 1
  }
}

function parseParameters(json: string): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(json), 'parameters')
  } catch (cause) {
    // The mistake could only be shown by quoting the input, which may hold anything.
    if (cause instanceof SyntaxError) throw new InvalidInputError('parameters', 'must be an object in JSON')
    throw cause
  }
}

function textOf(
  { name, file, line, tables, access, generic, choices, server, plan }: Explanation,
  isEmbedded: boolean,
): string {
  const verb = access === null ? '' : ` ${access}s`
  const notes = [
    ...(generic ? ['-- for any parameters, with every optional clause: none were given'] : []),
    ...(generic
      ? choices.map(
          ({ name: choice, word, words }) => `-- for ${choice}=${word}, the first of ${words.join(', ')}`,
        )
      : []),
    isEmbedded
      ? `-- on an embedded ${shownVersion(server)} without rows: where there are rows the plan may be another`
      : `-- on ${shownVersion(server)}`,
  ]
  const lines = Array.isArray(plan) ? plan.map(String) : []
  return `${[`${file}:${line} ${name}${verb} ${(tables ?? []).join(', ')}`.trimEnd(), ...notes, ...lines].join('\n')}\n`
}
