/**
 * Returns the code of an error, such as `ENOENT`; null if it has none.
 *
 * Told by its shape: where a test runner gives modules globals of their own, as Jest does, Node's errors are no instances of
 * their `Error`.
 */
export function errorCode(error: unknown): string | null {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error
  return hasCode && typeof error.code === 'string' ? error.code : null
}
