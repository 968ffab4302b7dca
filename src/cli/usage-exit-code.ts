import type { Command } from 'commander'

const codes = new WeakMap<Command, number>()

/** Gives a command an exit code of its own for options and arguments that are wrong. */
export function setUsageExitCode(command: Command, exitCode: number): Command {
  codes.set(command, exitCode)
  return command
}

/** The exit code of a command for options and arguments that are wrong: its own, or else 1. */
export function usageExitCode(command: Command): number {
  return codes.get(command) ?? 1
}
