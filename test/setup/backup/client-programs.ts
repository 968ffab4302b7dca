import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'

/** A folder with the pg_dump, pg_restore and psql of a server's version. */
export interface ClientPrograms {
  readonly binDirectory: string
  /** Runs one of them. */
  readonly run: (program: 'pg_dump', args: readonly string[]) => Promise<void>
  readonly remove: () => Promise<void>
}

const clientScript = fileURLToPath(new URL('../../../scripts/servers/client.sh', import.meta.url))

/** Finds the programs of the version of a server; a reason if this machine does not have them. */
export async function findClientPrograms(url: string): Promise<ClientPrograms | string> {
  const version = await majorVersion(url)
  const present = await promisify(execFile)(clientScript, [version, 'pg_dump', '--version']).catch(() => null)
  if (present === null) return `no pg_dump of PostgreSQL ${version} is on this machine`
  const binDirectory = await mkdtemp(join(tmpdir(), 'souk-client-'))
  for (const program of ['pg_dump', 'pg_restore', 'psql']) {
    const file = join(binDirectory, program)
    await writeFile(file, `#!/bin/sh\nexec '${clientScript}' ${version} ${program} "$@"\n`)
    await chmod(file, 0o755)
  }
  return {
    binDirectory,
    run: async (program, args) => {
      await promisify(execFile)(join(binDirectory, program), args)
    },
    remove: () => rm(binDirectory, { recursive: true }),
  }
}

async function majorVersion(url: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ version: string }>(
    `select (current_setting('server_version_num')::integer / 10000)::text as version`,
  )
  await client.end()
  return rows[0]?.version ?? ''
}
