#!/usr/bin/env node
import { Command } from 'commander'
import { findPackageRoot } from '../setup/package-root.js'
import { backupCommand } from './backup.js'
import { demoCommand } from './demo.js'
import { doctorCommand } from './doctor.js'
import { explainCommand } from './explain.js'
import { generateCommand } from './generate.js'
import { initCommand } from './init.js'
import { maintainCommand } from './maintain.js'
import { migrateCommand } from './migrate.js'
import { newCommand } from './new.js'
import { recountCommand } from './recount.js'
import { run } from './run.js'
import { statusCommand } from './status.js'
import { waitCommand } from './wait.js'

const program = new Command('souk-db')
  .description('The data layer of Souk Loop: schema, typed queries, a demonstration')
  .version(findPackageRoot().version)
  .addCommand(demoCommand())
  .addCommand(migrateCommand())
  .addCommand(statusCommand())
  .addCommand(waitCommand())
  .addCommand(maintainCommand())
  .addCommand(recountCommand())
  .addCommand(backupCommand())
  .addCommand(doctorCommand())
  .addCommand(newCommand())
  .addCommand(initCommand())
  .addCommand(generateCommand())
  .addCommand(explainCommand())

await run(program, process.argv.slice(2))
