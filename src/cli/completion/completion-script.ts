import type { Command } from 'commander'
import { bashScript } from './bash-script.js'
import { commandWords } from './command-words.js'
import { fishScript } from './fish-script.js'
import { zshScript } from './zsh-script.js'

/** The shells that are completed for. */
export const shells = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof shells)[number]

/** Writes the script of a shell from the commands of a program. */
export function completionScript(shell: Shell, program: Command): string {
  const write = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell]
  return write(program.name(), commandWords(program))
}
