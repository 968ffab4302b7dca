import { withAdmin } from './admin-connection.js'
import { candidates } from './candidates.js'
import { configuredFolders } from './configured-folders.js'
import type { RunningServer, TestServer } from './server.js'
import { startFirst } from './start-first.js'
import { ensureTemplate } from './template-database.js'

let started: Promise<RunningServer> | undefined

/** Returns the server for tests: the one that a global setup started, or one that is started now for this process. */
export async function currentServer(): Promise<TestServer> {
  const handedOn = process.env['SOUK_TEST_SERVER']
  if (handedOn !== undefined) return JSON.parse(handedOn) as TestServer
  started ??= startServer()
  return (await started).server
}

/**
 * Starts a server for this process and every process that it will start, and makes the template that most databases are copies of:
 * the hook of a test has only seconds, which a busy machine may need for the migrations.
 */
export async function startSharedServer(): Promise<RunningServer> {
  const running = await startServer()
  await prepareTemplate(running.server)
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

/**
 * Makes the template of the working folder's migrations. Of the embedded database its start has made it. Where that fails, each
 * test that needs it tries again, and has the error: others may need none.
 */
async function prepareTemplate(server: TestServer): Promise<void> {
  if (server.provider === 'embedded') return
  try {
    const folders = await configuredFolders()
    await withAdmin(server.url, (client) => ensureTemplate(client, server.url, folders))
  } catch (error) {
    print(`No template for tests: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function print(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function startServer(): Promise<RunningServer> {
  return await startFirst(candidates(process.env), {
    forced: process.env['SOUK_TEST_PROVIDER'],
    print,
  })
}
