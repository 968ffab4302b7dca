import { candidates } from './candidates.js'
import { startFirst } from './start-first.js'
import type { RunningServer, TestServer } from './server.js'

let started: Promise<RunningServer> | undefined

/** Returns the server for tests: the one that a global setup started, or one that is started now for this process. */
export async function currentServer(): Promise<TestServer> {
  const handedOn = process.env['SOUK_TEST_SERVER']
  if (handedOn !== undefined) return JSON.parse(handedOn) as TestServer
  started ??= startServer()
  return (await started).server
}

/** Starts a server for this process and every process that it will start. */
export async function startSharedServer(): Promise<RunningServer> {
  const running = await startServer()
  // An environment variable reaches the worker processes and threads of every runner.
  process.env['SOUK_TEST_SERVER'] = JSON.stringify(running.server)
  return {
    ...running,
    async stop() {
      delete process.env['SOUK_TEST_SERVER']
      await running.stop()
    },
  }
}

async function startServer(): Promise<RunningServer> {
  return await startFirst(candidates(process.env), {
    forced: process.env['SOUK_TEST_PROVIDER'],
    print: (line) => process.stderr.write(`${line}\n`),
  })
}
