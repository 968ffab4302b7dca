import { ConnectionError, isSoukError } from '../../src/errors.js'

/**
 * Calls until the outcome is known: again after every lost connection, and whenever an error says that it may be.
 *
 * So what is called must bear being repeated.
 */
export async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      const mayRepeat = error instanceof ConnectionError || (isSoukError(error) && error.retryable)
      if (!mayRepeat || attempt === 100) throw error
    }
  }
}
