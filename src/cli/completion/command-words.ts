import type { Argument, Command, Option } from 'commander'

/** A word that can stand at the cursor, and what it means. */
export interface Word {
  readonly word: string
  readonly meaning: string
}

/** A command with its words, as commander knows it. */
export interface CommandWords {
  /** The names after the program's: `backup verify`; empty for the program itself. */
  readonly path: string
  readonly commands: readonly Word[]
  readonly options: readonly OptionWords[]
  /** The choices of its first argument. */
  readonly choices: readonly string[]
}

/** An option with its forms and the values that it allows. */
export interface OptionWords {
  readonly flags: readonly string[]
  readonly meaning: string
  /** True if a value follows. */
  readonly takesValue: boolean
  /** The values; empty if any will do. */
  readonly choices: readonly string[]
}

/** Lists a program and all commands within it. */
export function commandWords(command: Command, path: readonly string[] = []): readonly CommandWords[] {
  const help = command.createHelp()
  const commands = help.visibleCommands(command)
  const own: CommandWords = {
    path: path.join(' '),
    commands: commands.map((one) => ({ word: one.name(), meaning: brief(help.subcommandDescription(one)) })),
    options: [...help.visibleOptions(command), ...(path.length > 0 ? globalOptions(command) : [])].map(
      optionWords,
    ),
    choices: command.registeredArguments.slice(0, 1).flatMap(({ argChoices }: Argument) => argChoices ?? []),
  }
  const within = command.commands.flatMap((one) => commandWords(one, [...path, one.name()]))
  return [own, ...within]
}

/** The options of the program that count after a command, too. */
function globalOptions(command: Command): readonly Option[] {
  let program = command
  while (program.parent !== null) program = program.parent
  return program.options.filter(({ long }) => long !== '--version')
}

function optionWords({ short, long, description, required, optional, argChoices }: Option): OptionWords {
  return {
    flags: [long, short].filter((flag) => flag !== undefined),
    meaning: brief(description),
    takesValue: required || optional,
    choices: argChoices ?? [],
  }
}

/** The beginning of a description, on one line and without what shells read as their own. */
function brief(description: string): string {
  const [first = ''] = description.split(/[;:(]/)
  return first.trim().replace(/['"`$\\]/g, '')
}
