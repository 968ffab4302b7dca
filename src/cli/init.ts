import { Command } from 'commander'
import { addScripts } from './init/add-scripts.js'
import { firstQuery } from './init/first-query.js'
import { writeIfAbsent } from './init/write-if-absent.js'
import { configFile, serviceConfig, type ServiceConfig } from './service-config.js'

/** `souk-db init`: what a service needs to begin with queries of its own. */
export function initCommand(): Command {
  return new Command('init')
    .description(
      'begin with typed queries: a small configuration, scripts and a first query; overwrites nothing',
    )
    .option('--sql <folder>', 'where the .sql files are to be (default: sql)')
    .option('--out <folder>', 'where the modules are to go (default: generated)')
    .option('--migrations <folder>', 'where your own migrations are, if there are any')
    .action(run)
}

async function run(flags: ServiceConfig): Promise<void> {
  // What an earlier run settled stays.
  const config = { sql: 'sql', out: 'generated', ...flags, ...(await serviceConfig()) }
  const done = [
    await addScripts(),
    await writeIfAbsent(configFile, `${JSON.stringify(config, null, 2)}\n`),
    await firstQuery(config.sql),
  ]
  for (const line of done.flat()) console.log(line)
  console.log('Next: npm run generate')
}
