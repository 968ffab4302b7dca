/**
 * Writes what the migrations make into docs/: `npm run schema`.
 *
 * `--check` writes nothing and fails if the files say something else. `--url` makes the database on a server instead
 * of the embedded one; the files are the same.
 */
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { findPackageRoot } from '../src/setup/package-root.js'
import { readCatalogue, type Catalogue } from '../src/cli/schema/catalogue.js'
import { findStale, writeDocuments } from './schema/document.js'
import { schemaDump } from '../src/cli/schema/schema-dump.js'
import { schemaPage } from './schema/schema-page.js'
import { createScratchDatabase } from './schema/scratch-database.js'

try {
  await main()
} catch (error) {
  console.error(`schema: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false }, url: { type: 'string' } },
  })
  const catalogue = await readMigrated(values.url)
  const docs = relative(process.cwd(), join(findPackageRoot().directory, 'docs'))
  const documents = [
    { path: join(docs, 'schema.sql'), content: schemaDump(catalogue) },
    { path: join(docs, 'schema.md'), content: schemaPage(catalogue) },
  ]
  if (!values.check) {
    await writeDocuments(documents)
    console.log('Wrote docs/schema.sql and docs/schema.md')
    return
  }
  const stale = await findStale(documents)
  if (stale.length > 0) throw new Error(`${stale.join('; ')}: run "npm run schema" and commit the result`)
  console.log('docs/schema.sql and docs/schema.md are up to date')
}

async function readMigrated(url: string | undefined): Promise<Catalogue> {
  await using database = await createScratchDatabase(url)
  const client = new Client({ connectionString: database.url })
  // Dropping the database may end the connection before we do.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await readCatalogue(client)
  } finally {
    await client.end()
  }
}
