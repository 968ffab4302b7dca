import { Command, Option } from 'commander'
import { isSoukError } from '../errors.js'
import type { GenerateOptions } from '../generate/generate.js'
import type { SchemaSource } from '../generate/schema/schema-source.js'
import { assertSchema } from '../migrate/index.js'
import { assertGeneratorPackages } from './assert-generator-packages.js'
import { exitCodeOf, exitCodes } from './exit-codes.js'
import { openOutput, outputFormats, type OutputFormat } from './generate/open-output.js'
import { differences, type GenerateOutput } from './generate/output.js'
import { Interrupted, interruptible } from './interrupt.js'
import { compileQuickly } from './compile-quickly.js'
import { configFile, configuredMigrations, serviceConfig, type ServiceConfig } from '../service-config.js'

interface GenerateFlags extends ServiceConfig {
  readonly url?: string
  readonly check?: boolean
  readonly watch?: boolean
  readonly format: OutputFormat
}

/** `souk-db generate`: makes typed modules from `.sql` files. */
export function generateCommand(): Command {
  return new Command('generate')
    .description(`make typed modules from .sql files, proven against the schema (defaults: ${configFile})`)
    .option('--sql <folder>', 'the .sql files (default: sql)')
    .option('--out <folder>', 'the folder of the modules (default: generated)')
    .option('--migrations <folder>', 'your own migrations, applied after those of @souk/db')
    .option('--migrations-table <name>', 'the table with their record (default: service_migrations)')
    .option('--url <url>', 'a migrated database to use instead of the embedded one; nothing is written to it')
    .option('--runtime <package>', 'the package that the modules import from')
    .option('--json-columns <file>', 'the TypeScript file that declares the types of JSON columns')
    .option('--postgres <version>', 'the major version of PostgreSQL in production (default: 17)', Number)
    .option('--postgis <version>', 'the version of PostGIS in production (default: 3.5)')
    .option('--check', 'write nothing; fail if the modules are out of date')
    .addOption(new Option('--watch', 'generate again whenever a file changes').conflicts('check'))
    .addOption(new Option('--format <format>', 'the output format').choices(outputFormats).default('text'))
    .action(run)
}

async function run({ check = false, watch = false, format, ...flags }: GenerateFlags): Promise<void> {
  compileQuickly()
  using output = openOutput(format, { check, watch })
  await interruptible(async (signal) => {
    try {
      const options = await optionsOf(flags, output)
      if (watch) await watchUntilStopped({ ...options, signal }, output)
      else await generateOnce({ ...options, check, signal }, output)
    } catch (error) {
      signal.throwIfAborted()
      if (!isSoukError(error)) throw error
      output.failed(error)
      process.exitCode = exitCodeOf(error)
    }
  })
}

async function optionsOf(
  { url, ...flags }: Pick<GenerateFlags, 'url' | keyof ServiceConfig>,
  output: GenerateOutput,
): Promise<GenerateOptions> {
  const config = { sql: 'sql', out: 'generated', ...(await serviceConfig()), ...flags }
  await assertGeneratorPackages(url === undefined)
  return {
    sqlDirectory: config.sql,
    outDirectory: config.out,
    schema: await schemaOf(url, config),
    ...(config.runtime === undefined ? {} : { runtime: config.runtime }),
    ...(config.jsonColumns === undefined ? {} : { jsonColumns: config.jsonColumns }),
    ...(config.postgres === undefined ? {} : { postgres: config.postgres }),
    ...(config.postgis === undefined ? {} : { postgis: config.postgis }),
    onPhase: (phase) => output.phase(phase),
    onStep: (step) => output.step(step),
  }
}

async function generateOnce(options: GenerateOptions, output: GenerateOutput): Promise<void> {
  // The parsers are large, and no other command needs them.
  const { generate } = await import('../generate/generate.js')
  const report = await generate(options)
  output.done(report, options.outDirectory)
  if (options.check === true && differences(report).length > 0) process.exitCode = exitCodes.failed
}

async function watchUntilStopped(
  options: GenerateOptions & { readonly signal: AbortSignal },
  output: GenerateOutput,
): Promise<void> {
  const { watchQueries } = await import('../generate/watch.js')
  try {
    await watchQueries({
      ...options,
      onRound: (outcome) =>
        'report' in outcome
          ? output.done(outcome.report, options.outDirectory)
          : output.failed(outcome.error),
    })
  } catch (error) {
    // A watch has no other end.
    if (!(error instanceof Interrupted)) throw error
  }
}

async function schemaOf(url: string | undefined, config: ServiceConfig): Promise<SchemaSource> {
  const migrations = configuredMigrations(config)
  if (url === undefined) return { migrations }
  await assertSchema({ url }, migrations)
  return { url }
}
