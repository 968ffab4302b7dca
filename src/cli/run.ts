import { CommanderError, type Command } from 'commander'
import { isSoukError } from '../errors.js'
import { exitCodeOf, exitCodes } from './exit-codes.js'
import { Interrupted, stopOnSignals } from './interrupt.js'
import { guardOutput } from './output-streams.js'
import { paint } from './paint.js'
import { readEnvFile } from './read-env-file.js'
import { redact } from './redact.js'

/**
 * Runs the program with its arguments, and turns an error into one line and an exit code.
 *
 * The code goes to `process.exitCode`, so that pending output is written before the process ends.
 */
export async function run(program: Command, args: readonly string[]): Promise<void> {
  prepare(program)
  guardOutput()
  stopOnSignals()
  let command: Command | undefined
  program.hook('preAction', (_, action) => {
    command = action
  })
  try {
    readEnvFile()
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    process.exitCode = report(error)
    if (command === undefined ? asksForJson(args) && process.exitCode !== 0 : printsJson(command))
      process.stdout.write(`${JSON.stringify(errorDocument(error))}\n`)
  }
}

/** The document of a command that was to print JSON and failed. */
function errorDocument(error: unknown) {
  if (error instanceof CommanderError)
    return { error: { code: 'usage', message: redact(error.message.replace(/^error: /, '')) } }
  return { error: { code: isSoukError(error) ? error.code : 'other', message: redact(describe(error)) } }
}

function printsJson(command: Command): boolean {
  const { json, format } = command.opts<{ readonly json?: boolean; readonly format?: string }>()
  return json === true || format === 'json'
}

/** Reports whether arguments that no command took, since one of them is wrong, ask for JSON. */
function asksForJson(args: readonly string[]): boolean {
  return args.some(
    (arg, at) =>
      arg === '--json' || arg === '--format=json' || (arg === 'json' && args[at - 1] === '--format'),
  )
}

/**
 * Makes commander throw instead of ending the process, and keeps passwords out of its errors, for a command and those
 * within it.
 */
function prepare(command: Command): void {
  command.exitOverride().configureOutput({ outputError: (text, write) => write(redact(text)) })
  command.commands.forEach(prepare)
}

/** Shows an error and returns its exit code. */
function report(error: unknown): number {
  // Commander has already shown its own errors. Help is one of them, with the code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage
  process.stderr.write(`${paint('red', 'souk-db:', process.stderr)} ${redact(describe(error))}\n`)
  if (process.env['DEBUG']) process.stderr.write(redact(stackOf(error)))
  if (error instanceof Interrupted) return error.exitCode
  return isSoukError(error) ? exitCodeOf(error) : exitCodes.failed
}

function describe(error: unknown): string {
  if (isSoukError(error) || error instanceof Interrupted) return error.message
  // This is not an error of ours, so it is a bug. Its message was not written to be shown, and may hold anything.
  const name = error instanceof Error ? error.name : typeof error
  return `something unexpected went wrong (${name}). Run it again with DEBUG=1 to see where`
}

function stackOf(error: unknown): string {
  const stacks: string[] = []
  for (let at = error; at instanceof Error; at = at.cause) stacks.push(at.stack ?? at.message)
  return `${stacks.join('\ncaused by ')}\n`
}
