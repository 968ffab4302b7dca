/** Stands for a runner that runs a global setup and no test. */
import setup from '../../../src/testing/global-setup.js'

const stop = await setup()
await stop()
