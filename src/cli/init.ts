import { readdir } from 'node:fs/promises'
import { Command } from 'commander'
import { isSqlFile } from '../generate/read/is-sql-file.js'
import { addScripts } from './init/add-scripts.js'
import { editorTasks } from './init/editor-tasks.js'
import { firstQuery } from './init/first-query.js'
import { sqlFormatterOptions } from './init/sql-formatter-options.js'
import { writeIfAbsent } from './init/write-if-absent.js'
import { configFile, configuredMigrations, serviceConfig, type ServiceConfig } from '../service-config.js'

/** `souk-db init`: sets up a service for queries of its own. */
export function initCommand(): Command {
  return new Command('init')
    .description(
      'begin with typed queries: a small configuration, scripts, a first query, settings for editors; overwrites nothing',
    )
    .option('--sql <folder>', 'the folder for .sql files (default: sql)')
    .option('--out <folder>', 'the folder for the modules (default: generated)')
    .option('--migrations <folder>', 'the folder of your own migrations, if there are to be any')
    .option('--migrations-table <name>', 'the table with their record (default: service_migrations)')
    .option('--json', 'print JSON')
    .action(run)
}

async function run({ json = false, ...flags }: ServiceConfig & { readonly json?: boolean }): Promise<void> {
  // Settings of an earlier run stay.
  const config = { sql: 'sql', out: 'generated', ...flags, ...(await serviceConfig()) }
  const { directory } = configuredMigrations(config)
  const done = [
    await addScripts(directory !== undefined),
    await writeIfAbsent(configFile, document(config)),
    await firstQuery(config.sql),
    await writeIfAbsent('.vscode/tasks.json', document(editorTasks)),
    await writeIfAbsent('.sql-formatter.json', document(sqlFormatterOptions)),
  ]
  const isBegun = directory === undefined || (await hasMigration(directory))
  const next = `${isBegun ? '' : 'npx souk-db new <name>, then '}npm run generate`
  if (json) process.stdout.write(`${JSON.stringify({ done: done.flat(), next })}\n`)
  else for (const line of [...done.flat(), `Next: ${next}`]) console.log(line)
}

function document(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

async function hasMigration(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch(() => [])
  return names.some((name) => isSqlFile(name))
}
