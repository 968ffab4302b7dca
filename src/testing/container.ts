import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { SetupError } from '../errors.js'
import { assertPeerVersions } from '../setup/optional-peer.js'
import { describeServer } from './describe-server.js'
import type { Candidate } from './start-first.js'
import { clearTimeout, setTimeout } from '../engine/timers.js'

const image = 'postgis/postgis:17-3.5'
const dockerDeadlineMs = 3_000
/** The time limit of a start, long enough to fetch the image over a slow line. */
const startDeadlineMs = 300_000

/** The source that runs a server in a container, with the optional package testcontainers. */
export const containerCandidate: Candidate = {
  name: 'container',
  async look() {
    if (!(await dockerAnswers())) return { missing: 'Docker does not answer' }
    const testcontainers = await import('@testcontainers/postgresql').catch(() => null)
    if (testcontainers === null) return { missing: 'the package @testcontainers/postgresql is not installed' }
    return {
      async start() {
        assertPeerVersions(['@testcontainers/postgresql'], 'A container for tests')
        process.stderr.write(`Starting ${image} (the first time, its download takes a while)\n`)
        const container = await withDeadline(
          new testcontainers.PostgreSqlContainer(image)
            .withTmpFs({ '/var/lib/postgresql/data': 'rw' })
            .withCommand(['postgres', '-c', 'fsync=off', '-c', 'jit=off', '-c', 'max_connections=200'])
            .start(),
        )
        const url = container.getConnectionUri()
        return {
          server: { provider: 'container', url },
          description: await describeServer(url),
          stop: async () => {
            await container.stop()
          },
        }
      },
    }
  },
}

async function dockerAnswers(): Promise<boolean> {
  return await promisify(execFile)('docker', ['info', '--format', '{{.ServerVersion}}'], {
    timeout: dockerDeadlineMs,
  }).then(
    ({ stdout }) => stdout.trim() !== '',
    () => false,
  )
}

async function withDeadline<Value>(start: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SetupError(`${image} did not start in 5 minutes`)), startDeadlineMs)
  })
  return await Promise.race([start, deadline]).finally(() => clearTimeout(timer))
}
