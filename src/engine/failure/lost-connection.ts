/** The connection was lost while a request was on it. */
export class LostConnection extends Error {
  /** False if it is known that nothing of the request has been done, and that nothing will be. */
  readonly mayHaveRun: boolean

  constructor(mayHaveRun: boolean, cause: unknown) {
    super('the connection was lost', { cause })
    this.mayHaveRun = mayHaveRun
  }
}
