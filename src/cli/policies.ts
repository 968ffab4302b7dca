import { Command, Option } from 'commander'
import type { PoliciesFlags } from './policies/run-policies.js'

/** `souk-db policies`: prints the policies of the private tables, puts them in force, or takes them away. */
export function policiesCommand(): Command {
  return new Command('policies')
    .description(
      'print the SQL of the policies on private tables; with a flag, put them in force or take them away',
    )
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .option(
      '--trusted <roles...>',
      'roles that see and write everything, such as that of maintenance (default: those that do now)',
    )
    .option('--no-trusted', 'trust no role')
    .addOption(new Option('--apply', 'put them in force, in one transaction').conflicts('remove'))
    .option('--remove', 'take them away, in one transaction')
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action(async (flags: PoliciesFlags) => {
      const { runPolicies } = await import('./policies/run-policies.js')
      await runPolicies(flags)
    })
}
