import { ConnectionError } from '../../../src/errors.js'

/**
 * Calls until the outcome is known: again after every lost connection, and after nothing else. A single statement of
 * ours never deadlocks, so that is no reason.
 *
 * What is called must bear being repeated.
 */
export async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof ConnectionError) || attempt === 100) throw error
    }
  }
}
