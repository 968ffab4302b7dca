/** A statement that may commit while it runs has failed: what it had done by then may be kept. */
export class PartlyDone extends Error {
  constructor(cause: unknown) {
    super('a statement that commits while it runs has failed', { cause })
  }
}
