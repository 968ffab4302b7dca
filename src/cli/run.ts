import { CommanderError, type Command } from 'commander'
import { isSoukError } from '../errors.js'
import { Interrupted } from './interrupt.js'
import { paint } from './paint.js'
import { redact } from './redact.js'

/**
 * Runs the program with its arguments and turns what it throws into one line and an exit code.
 *
 * The code is left in `process.exitCode`: what is still being written is written before the process ends.
 */
export async function run(program: Command, args: readonly string[]): Promise<void> {
  for (const command of [program, ...program.commands]) prepare(command)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    process.exitCode = report(error)
  }
}

/** A reader that has seen enough, such as `head`, ends the reading and not the work, which may have to tidy up. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** Makes commander throw where it would end the process, and keeps it from quoting a password in its errors. */
function prepare(command: Command): void {
  command.exitOverride().configureOutput({ outputError: (text, write) => write(redact(text)) })
}

/** Shows an error and gives the exit code that goes with it. */
function report(error: unknown): number {
  // Commander has shown its own already.
  if (error instanceof CommanderError) return error.exitCode
  process.stderr.write(`${paint('red', 'souk-db:', process.stderr)} ${redact(describe(error))}\n`)
  if (process.env['DEBUG']) process.stderr.write(redact(stackOf(error)))
  return error instanceof Interrupted ? error.exitCode : 1
}

function describe(error: unknown): string {
  if (isSoukError(error) || error instanceof Interrupted) return error.message
  // Not an error of ours, so a mistake of ours: its message was not written to be shown, and may hold anything.
  const name = error instanceof Error ? error.name : typeof error
  return `something unexpected went wrong (${name}). Run it again with DEBUG=1 to see where`
}

function stackOf(error: unknown): string {
  const stacks: string[] = []
  for (let at = error; at instanceof Error; at = at.cause) stacks.push(at.stack ?? at.message)
  return `${stacks.join('\ncaused by ')}\n`
}
