// Thorough: migrates the embedded database several times, which takes a processor forty seconds.

import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cacheDirectory } from '../../src/embedded/cache-directory.js'
import { createEmbeddedDatabase, type EmbeddedStep } from '../../src/embedded/index.js'
import { MigrationError, SetupError, TimeoutError } from '../../src/errors.js'
import { query } from '../setup/query.js'

let folder: string

/** A folder of a service's own migrations that nobody else has. */
async function migrations(name: string, sql: string): Promise<string> {
  const directory = await mkdtemp(join(folder, `${name}-`))
  await writeFile(join(directory, '1_parcels.sql'), `-- ${directory}\n${sql}`)
  return directory
}

async function images(): Promise<readonly string[]> {
  const cache = await cacheDirectory()
  return (await readdir(cache)).filter((name) => name.endsWith('.image')).map((name) => join(cache, name))
}

/** Opens a database with the migrations of a folder, and returns the steps that it took and what is in `parcels`. */
async function opened(directory: string, more: { readonly dataDir?: string } = {}) {
  const steps: EmbeddedStep[] = []
  const db = await createEmbeddedDatabase({
    ...more,
    migrate: { directory },
    onStep: (step) => steps.push(step),
  })
  try {
    const columns = query<undefined, { readonly names: readonly string[] }>(
      "select array_agg(column_name::text order by ordinal_position) as names from information_schema.columns where table_name = 'parcels'",
    )
    // The database was told of the folder.
    const { applied, serviceVersion } = await db.migrate()
    const { schemaVersion, serviceSchemaVersion } = await db.health().catch((error: unknown) => {
      // The first call makes PostGIS ready in a process that has just begun. On a busy machine that takes longer than it may.
      if (error instanceof TimeoutError) return db.health()
      throw error
    })
    expect([schemaVersion, serviceSchemaVersion]).toEqual([expect.any(Number), serviceVersion])
    return { steps, applied, columns: (await db.many(columns))[0]?.names }
  } finally {
    await db.close()
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-migrated-'))
  await (await createEmbeddedDatabase()).close()
  // A cache of its own, in which nobody else makes images, and which has what takes longest.
  const shared = await cacheDirectory()
  const own = join(folder, 'cache')
  await mkdir(own)
  for (const name of await readdir(shared)) {
    const [from, to] = [join(shared, name), join(own, name)]
    if (name.endsWith('.image')) await symlink(from, to)
    else if (name.startsWith('extensions-') && !name.endsWith('.tmp')) await cp(from, to, { recursive: true })
  }
  vi.stubEnv('SOUK_CACHE_DIR', own)
}, 600_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

// Each makes several databases, and a busy machine takes its time for one.
describe('createEmbeddedDatabase with migrate', { timeout: 600_000 }, () => {
  it('has the schema of this package at once', async () => {
    const db = await createEmbeddedDatabase({ migrate: true })
    expect(await db.products.feed()).toEqual({ items: [], nextCursor: null, isComplete: true })
    expect((await db.migrate()).applied).toEqual([])
    await db.close()
  })

  it('applies the migrations once, and anew when the image is damaged or a file has changed', async () => {
    const directory = await migrations('once', 'create table parcels (id int);')
    const before = new Set(await images())
    const first = await opened(directory)
    expect(first).toMatchObject({ applied: [], columns: ['id'] })
    expect(first.steps).toContain('migrate')
    expect((await opened(directory)).steps).toEqual(['start'])

    const [made = ''] = (await images()).filter((image) => !before.has(image))
    const content = await readFile(made)
    content.writeUInt8(content.readUInt8(9_000) ^ 1, 9_000)
    await writeFile(made, content)
    const mended = await opened(directory)
    expect(mended).toMatchObject({ applied: [], columns: ['id'] })
    expect(mended.steps).toContain('migrate')
    expect((await stat(made)).size).toBe(content.length)

    await writeFile(join(directory, '2_weights.sql'), 'alter table parcels add column grams int;')
    expect((await opened(directory)).columns).toEqual(['id', 'grams'])

    // What differs in the name of the record alone is another database.
    const named = await createEmbeddedDatabase({ migrate: { directory, table: 'parcel_migrations' } })
    const found = query<undefined, { readonly names: readonly string[] }>(
      "select array_agg(relname::text) as names from pg_class where relkind = 'r' and relname ~ '_migrations$'",
    )
    expect((await named.many(found))[0]?.names).toEqual(['parcel_migrations'])
    await named.close()
  })

  it('brings a folder that was there before up to date, and keeps what is in it', async () => {
    const directory = await migrations('kept', 'create table parcels (id int);')
    const dataDir = join(folder, 'data')
    expect((await opened(directory, { dataDir })).columns).toEqual(['id'])
    await writeFile(join(directory, '2_weights.sql'), 'alter table parcels add column grams int;')
    expect((await opened(directory, { dataDir })).columns).toEqual(['id', 'grams'])
  })

  it('is refused, and keeps nothing, if a migration fails or there is no such folder', async () => {
    const failing = await migrations('failing', 'create table parcels (id nothing);')
    const before = await images()
    await expect(createEmbeddedDatabase({ migrate: { directory: failing } })).rejects.toThrow(MigrationError)
    expect(await images()).toEqual(before)
    await expect(createEmbeddedDatabase({ migrate: { directory: failing } })).rejects.toMatchObject({
      ...{ owner: 'service', file: '1_parcels.sql' },
    })
    const missing = join(folder, 'missing')
    await expect(createEmbeddedDatabase({ migrate: { directory: missing } })).rejects.toThrow(SetupError)
    await expect(createEmbeddedDatabase({ migrate: {} as never })).rejects.toMatchObject({
      field: 'migrate.directory',
    })
    for (const table of ['migrations', 'Parcels']) {
      await expect(createEmbeddedDatabase({ migrate: { directory: failing, table } })).rejects.toMatchObject({
        field: 'migrate.table',
      })
    }
  })
})
