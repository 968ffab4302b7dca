/** Prints before a whole run about how long it takes. By then the server for tests has been chosen, and described. */

import { currentServer } from '../../src/testing/current-server.js'
import { runsThorough } from './thorough.js'

/**
 * The minutes of all files on two cores. Measured were the usual ones on the embedded database, 5 min 27 s, and all on a server,
 * 15 min 12 s; the others are estimates.
 */
const minutes = {
  embedded: { usual: 6, thorough: 14 },
  server: { usual: 6, thorough: 16 },
} as const

export default async function announce(): Promise<void> {
  const { provider } = await currentServer()
  const { usual, thorough } = minutes[provider === 'embedded' ? 'embedded' : 'server']
  process.stderr.write(
    runsThorough
      ? `All tests take about ${thorough} minutes on two cores\n`
      : `The usual tests take about ${usual} minutes on two cores; SOUK_TEST_THOROUGH=1 runs those of CI, too\n`,
  )
}
