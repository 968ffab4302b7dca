import {
  PreparedQuery,
  type QueryIR,
  type QueryMetadata,
} from '../../../src/engine/statement/prepared-query.js'
import type { QueryManifest } from '../../../src/testing/index.js'
import { readJsonLiteral } from './read-json-literal.js'
import type { Workspace } from './workspace.js'

/** What a workspace's modules export, read from their text: they import a package that is not installed there. */
export async function generatedQueries(
  workspace: Workspace,
): Promise<{ readonly manifest: QueryManifest; readonly queries: readonly PreparedQuery<never, unknown>[] }> {
  const queries: PreparedQuery<never, unknown>[] = []
  for (const name of await workspace.output()) {
    if (!name.endsWith('.queries.ts')) continue
    const module = await workspace.read(name)
    for (const [, ir = '', metadata = ''] of module.matchAll(
      / = new PreparedQuery<.*\n {2}(.*),\n {2}(.*),\n\)/g,
    )) {
      const parts = [readJsonLiteral(ir) as QueryIR, readJsonLiteral(metadata) as QueryMetadata] as const
      queries.push(new PreparedQuery(...parts))
    }
  }
  return { manifest: JSON.parse(await workspace.read('manifest.json')) as QueryManifest, queries }
}
