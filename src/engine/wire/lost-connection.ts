/** The connection was lost while a request was on it. */
export class LostConnection extends Error {
  /** False if nothing of the request had been sent. */
  readonly wasSent: boolean

  constructor(wasSent: boolean, cause: unknown) {
    super('the connection was lost', { cause })
    this.wasSent = wasSent
  }
}
