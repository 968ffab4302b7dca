import { createDatabase } from '../database.js'
import { startEmbeddedServer, type EmbeddedStep } from '../embedded/index.js'
import type { DemoDatabase } from './demo-database.js'

interface OpenEmbeddedOptions {
  /** The folder of the database. If it is absent, the database is in memory. */
  readonly dataDir: string | undefined
  readonly onStep: (step: EmbeddedStep) => void
  readonly signal: AbortSignal
}

/** Starts PostgreSQL inside this process. */
export async function openEmbedded({ dataDir, ...options }: OpenEmbeddedOptions): Promise<DemoDatabase> {
  const server = await startEmbeddedServer({ ...(dataDir === undefined ? {} : { dataDir }), ...options })
  const db = createDatabase({ stream: () => server.connect() })
  return {
    db,
    async [Symbol.asyncDispose]() {
      await db.close()
      await server.close()
    },
  }
}
