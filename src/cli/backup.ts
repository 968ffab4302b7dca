import { Command, InvalidArgumentError, Option } from 'commander'
import type { VerifyFlags } from './backup/run-verify.js'
import { addMigrationsOptions } from './migrations-options.js'

/** `souk-db backup`: what belongs to backups. */
export function backupCommand(): Command {
  return new Command('backup').description('prove backups').addCommand(verifyCommand())
}

/** `souk-db backup verify`: restores a dump, and checks what came of it. */
function verifyCommand(): Command {
  const command = new Command('verify')
    .description(
      'restore a dump into a scratch database, or take a restored one, and check that it is whole and works; the exit code is 1 if it is not',
    )
    .requiredOption(
      '--from <dump or url>',
      'a dump of pg_dump in any form, or the url of a restored database',
    )
    .option(
      '--scratch <url>',
      'the server on which a dump is restored, in a database that is made there and dropped',
    )
    .option('--keep', 'leave that database there')
    .option('--against <url>', 'the database that the backup is of, to compare each row with')
    .option('--at <time>', 'the moment of the backup: what has changed since then may differ', moment)
    .option('--pg-bin <folder>', 'the folder of pg_restore and psql (default: as in PATH)')
    .option('--jobs <number>', 'the number of tables and indexes that pg_restore makes at a time', jobs, 2)
  return addMigrationsOptions(command)
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action(async (flags: VerifyFlags) => {
      // Only this command needs it: `generate` runs before the generated files exist.
      const { runVerify } = await import('./backup/run-verify.js')
      await runVerify(flags)
    })
}

function moment(text: string): Date {
  // Without a zone a time would be that of wherever this runs.
  const time = /(?:z|[+-]\d\d(?::?\d\d)?)$/i.test(text)
    ? new Date(text.replace(/([+-]\d\d)$/, '$1:00'))
    : null
  if (time === null || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('Not a time with its zone, such as 2026-11-28T21:14:30Z.')
  }
  return time
}

function jobs(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 64)
    throw new InvalidArgumentError('Not a number from 1 to 64.')
  return value
}
