import { Command, Option } from 'commander'
import { findPackageRoot } from '../setup/package-root.js'
import { backupCommand } from './backup.js'
import { completionCommand } from './completion.js'
import { demoCommand } from './demo.js'
import { doctorCommand } from './doctor.js'
import { explainCommand } from './explain.js'
import { generateCommand } from './generate.js'
import { initCommand } from './init.js'
import { maintainCommand } from './maintain.js'
import { mapCommand } from './map.js'
import { migrateCommand } from './migrate.js'
import { newCommand } from './new.js'
import { refuseColours } from './paint.js'
import { partitionCommand } from './partition.js'
import { policiesCommand } from './policies.js'
import { recountCommand } from './recount.js'
import { rolesCommand } from './roles.js'
import { schemaCommand } from './schema.js'
import { seedCommand } from './seed.js'
import { statusCommand } from './status.js'
import { waitCommand } from './wait.js'

/** Returns the program with all its commands. */
export function createProgram(): Command {
  const program = new Command('souk-db')
    .description('The data layer of Souk Loop: schema, typed queries, a demonstration')
    .version(findPackageRoot().version)
    .addCommand(demoCommand())
    .addCommand(mapCommand())
    .addCommand(migrateCommand())
    .addCommand(statusCommand())
    .addCommand(waitCommand())
    .addCommand(schemaCommand())
    .addCommand(maintainCommand())
    .addCommand(recountCommand())
    .addCommand(rolesCommand())
    .addCommand(policiesCommand())
    .addCommand(partitionCommand())
    .addCommand(seedCommand())
    .addCommand(backupCommand())
    .addCommand(doctorCommand())
    .addCommand(newCommand())
    .addCommand(initCommand())
    .addCommand(generateCommand())
    .addCommand(explainCommand())
    .addCommand(completionCommand())
    .option('--no-color', 'print without colours, as NO_COLOR=1 does')
    .on('option:no-color', refuseColours)
  addJson(program)
  return program
}

/** Lets `--json` stand for `--format json`, for a command and those within it. */
function addJson(command: Command): void {
  const format = command.options.find((option) => option.attributeName() === 'format')
  if (format?.argChoices?.includes('json') === true)
    command.addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
  command.commands.forEach(addJson)
}
