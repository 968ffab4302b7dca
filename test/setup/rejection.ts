import { expect } from 'vitest'

/** The error that a promise rejects with, of the class it must be of. */
export async function rejection<E extends Error>(
  promise: Promise<unknown>,
  errorClass: abstract new (...args: never[]) => E,
): Promise<E> {
  const error: unknown = await promise.then(
    () => new Error('nothing was thrown'),
    (reason: unknown) => reason,
  )
  if (error instanceof errorClass) return error
  expect(error).toBeInstanceOf(errorClass)
  throw new Error('unreachable')
}
