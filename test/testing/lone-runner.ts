/**
 * Stands for the test runner of a service, which knows no global setup of ours: makes a database, prints where it
 * is, and then ends (`end`) or waits to be killed (`wait`).
 */
import { createTestDatabase } from '../../src/testing/index.js'

const { url, provider } = await createTestDatabase({ migrations: 'none' })
console.log(JSON.stringify({ url, provider }))
if (process.argv[2] === 'wait') setInterval(() => undefined, 1_000)
