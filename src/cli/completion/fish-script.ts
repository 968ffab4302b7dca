import type { CommandWords } from './command-words.js'

/** Writes the completion for fish, with the meaning of each word. */
export function fishScript(program: string, commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ path, commands: within, options, choices }) => {
    const where = `complete -c ${program} -n '${condition(path, within)}'`
    return [
      ...within.map(({ word, meaning }) => `${where} -f -a ${word} -d '${meaning}'`),
      ...(choices.length === 0 ? [] : [`${where} -f -a '${choices.join(' ')}'`]),
      ...options.map(({ flags, meaning, takesValue, choices: values }) => {
        const names = flags.map((flag) =>
          flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
        )
        const value = !takesValue ? '' : values.length === 0 ? ' -r' : ` -x -a '${values.join(' ')}'`
        return `${where} ${names.join(' ')}${value} -d '${meaning}'`
      }),
    ]
  })
  return `# Completion of ${program} for fish: ${program} completion fish | source\n${lines.join('\n')}\n`
}

/** The condition that the words so far name a command, and none within it. */
function condition(path: string, within: CommandWords['commands']): string {
  const seen = path.split(' ').filter((word) => word !== '')
  const inside = within.map(({ word }) => word)
  const parts = seen.map((word) => `__fish_seen_subcommand_from ${word}`)
  if (inside.length > 0) parts.push(`not __fish_seen_subcommand_from ${inside.join(' ')}`)
  return parts.join('; and ')
}
