/** An error of a command that has exit codes of its own. The cause is what is shown. */
export class CommandFailure extends Error {
  readonly exitCode: number

  constructor(exitCode: number, cause: unknown) {
    super('the command failed', { cause })
    this.name = 'CommandFailure'
    this.exitCode = exitCode
  }
}
