import { showTrees } from '../../src/generate/analyse/show-trees.js'
import { readCatalogue } from '../../src/generate/schema/catalogue.js'
import { openSchemaDatabase } from '../../src/generate/schema/schema-database.js'
import type { SchemaSource } from '../../src/generate/schema/schema-source.js'
import { loadParser } from '../../src/generate/read/statement-tree.js'
import type { KeptRelease } from './kept-release.js'
import { enumBreaks } from './enum-breaks.js'
import { queryBreaks } from './query-breaks.js'

/**
 * Finds what published versions could no longer do on a schema, every break of every query and enum of every version.
 *
 * @returns Sentences such as `users.findUserByEmail of 1.2.0 expects column users.phone, which is gone: …`.
 */
export async function checkReleases(
  releases: readonly KeptRelease[],
  source: SchemaSource,
): Promise<readonly string[]> {
  await loadParser()
  await using database = await openSchemaDatabase(source)
  const { client } = database
  const schema = { client, catalogue: await readCatalogue(client) }
  await showTrees(client)
  const breaks: string[] = []
  for (const release of releases) {
    const { version, queries } = release
    breaks.push(...enumBreaks(release, schema.catalogue))
    for (const [name, query] of Object.entries(queries)) {
      const shown = `${query.file.replace(/\.sql$/, '')}.${name} of ${version}`
      breaks.push(...(await queryBreaks(schema, name, query)).map((problem) => `${shown} ${problem}`))
    }
  }
  return breaks
}
