/** A statement that may commit while it runs has failed. Part of its work may be stored. */
export class PartlyDone extends Error {
  constructor(cause: unknown) {
    super('a statement that commits while it runs has failed', { cause })
  }
}
