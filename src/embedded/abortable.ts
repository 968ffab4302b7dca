/**
 * Runs work that can only be stopped by ending what it waits for.
 *
 * @param end - Makes the work fail.
 * @throws The signal's reason once it is aborted, whatever the work then fails with.
 */
export async function abortable<T>(
  signal: AbortSignal | undefined,
  end: () => void,
  work: () => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  signal?.addEventListener('abort', end)
  try {
    return await work()
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', end)
  }
}
