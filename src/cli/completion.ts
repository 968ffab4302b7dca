import { Argument, Command } from 'commander'
import { completionScript, shells, type Shell } from './completion/completion-script.js'

/** `souk-db completion`: prints a script that completes commands and options in a shell. */
export function completionCommand(): Command {
  return new Command('completion')
    .description(
      'print a script that completes commands and options: source <(souk-db completion bash), souk-db completion fish | source',
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .action((shell: Shell, _: unknown, { parent }: Command) => {
      if (parent !== null) process.stdout.write(completionScript(shell, parent))
    })
}
