import { findEnginePackages } from '../embedded/engine-packages.js'
import { isSoukError, SetupError } from '../errors.js'
import { urlOfDatabase } from './admin-connection.js'
import { configuredFolders } from './configured-folders.js'
import { containerCandidate } from './container.js'
import { sweepClusterFolders } from './cluster-folder.js'
import { describeServer } from './describe-server.js'
import { migratedImage } from '../embedded/migrated-image.js'
import { startLocalCluster } from './local-cluster.js'
import { findLocalInstallation } from './local-installation.js'
import type { RunningServer } from './server.js'
import type { Candidate } from './start-first.js'
import { sweepDatabases } from './sweep-databases.js'

/** Lists every source of databases on this machine, in the order of `providerNames`. */
export function candidates(environment: NodeJS.ProcessEnv): readonly Candidate[] {
  return [
    urlCandidate(environment['SOUK_TEST_DATABASE_URL'], environment['SOUK_TEST_POOLER_URL']),
    localCandidate,
    containerCandidate,
    embeddedCandidate,
  ]
}

function urlCandidate(url: string | undefined, pooler: string | undefined): Candidate {
  return {
    name: 'url',
    look() {
      if (!url) return { missing: 'SOUK_TEST_DATABASE_URL is not set' }
      return {
        async start() {
          const description = await describeNamedServer(url)
          await sweepDatabases(url)
          const server = { provider: 'url', url, ...(pooler ? { pooler } : {}) } as const
          return {
            server,
            description: pooler ? `${description}, through a pooler` : description,
            stop: nothingToStop,
          }
        },
      }
    },
  }
}

/** Describes the server that a caller names. Any failure names the variable that names it. */
async function describeNamedServer(url: string): Promise<string> {
  try {
    const description = await describeServer(url)
    assertOtherDatabases(url)
    return description
  } catch (error) {
    if (!isSoukError(error)) throw error
    throw new SetupError(`SOUK_TEST_DATABASE_URL: ${error.message}`, { cause: error })
  }
}

/** Refuses a URL from which those of the databases for tests cannot be made. */
function assertOtherDatabases(url: string): void {
  try {
    urlOfDatabase(url, 'postgres')
  } catch {
    throw new SetupError('the server for tests must be named by a URL with one host')
  }
}

const localCandidate: Candidate = {
  name: 'local',
  async look() {
    if (process.platform === 'win32') return { missing: 'clusters are not made on Windows' }
    const binDirectory = await findLocalInstallation()
    if (binDirectory === null) return { missing: 'no PostgreSQL with PostGIS is installed' }
    return {
      async start() {
        await sweepClusterFolders()
        const { url, stop } = await startLocalCluster(binDirectory)
        return { server: { provider: 'local', url }, description: await describeServer(url), stop }
      },
    }
  },
}

const embeddedCandidate: Candidate = {
  name: 'embedded',
  async look() {
    try {
      const { version } = await findEnginePackages()
      return { start: () => startEmbedded(version) }
    } catch (error) {
      return { missing: error instanceof Error ? error.message : 'PGlite is not installed' }
    }
  },
}

/** Makes the image that most databases start from, once for all processes of the run. */
async function startEmbedded(version: string): Promise<RunningServer> {
  await migratedImage(await configuredFolders())
  return { server: { provider: 'embedded' }, description: version, stop: nothingToStop }
}

/** Stops nothing: the server was there before this run, or lives inside the processes that use it. */
const nothingToStop = () => Promise.resolve()
