import { Command, Option } from 'commander'
import { defaultPrefix } from '../roles/role-names.js'
import type { RolesFlags } from './roles/run-roles.js'

/** `souk-db roles`: prints, makes or checks the roles of a database and their rights. */
export function rolesCommand(): Command {
  return new Command('roles')
    .description(
      'print the SQL that gives a database its roles (owner, migrator, app, auth, readonly, replica) and their rights; what is there already is left out',
    )
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .option('--prefix <name>', "the beginning of the roles' names", defaultPrefix)
    .addOption(new Option('--apply', 'run it, in one transaction').conflicts('check'))
    .addOption(
      new Option(
        '--check',
        'run and print no SQL, but what is too much, missing or dangerous; the exit code is 1 then',
      ),
    )
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action(async (flags: RolesFlags) => {
      const { runRoles } = await import('./roles/run-roles.js')
      await runRoles(flags)
    })
}
