/** The connection was lost while a request was on it. */
export class LostConnection extends Error {
  /** False if nothing of the request was done, and nothing will be. */
  readonly mayHaveRun: boolean

  constructor(mayHaveRun: boolean, cause: unknown) {
    super('the connection was lost', { cause })
    this.mayHaveRun = mayHaveRun
  }
}
