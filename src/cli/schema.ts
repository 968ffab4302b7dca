import { Command, Option } from 'commander'
import { addMigrationsOptions } from './migrations-options.js'
import type { SchemaFlags } from './schema/run-schema.js'

/** `souk-db schema`: prints a schema, or compares a database with what its migrations make. */
export function schemaCommand(): Command {
  const command = new Command('schema')
    .description(
      'print the schema that the migrations make, or that of a database, as SQL; or compare both: the exit code is 1 if they differ',
    )
    .option(
      '--url <url>',
      'the database to print (default: an embedded one), or with --check to compare (default: DATABASE_URL)',
    )
    .option('--check', 'compare the database with the schema that the migrations make')
    .option('--like <url>', 'with --check: a migrated database to compare with (default: an embedded one)')
  return addMigrationsOptions(command)
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action(async (flags: SchemaFlags) => {
      // Only this command needs it.
      const { runSchema } = await import('./schema/run-schema.js')
      await runSchema(flags)
    })
}
