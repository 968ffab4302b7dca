import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PreparedQuery } from '../../engine/statement/prepared-query.js'
import { serviceConfig } from '../../service-config.js'

/** A query in a generated module: two literals that hold JSON. */
const queryPattern = /new PreparedQuery<[^(]*>\(\s*'((?:[^'\\]|\\.)*)',\s*'((?:[^'\\]|\\.)*)',?\s*\)/g

/**
 * Reads the service's own queries from the folder of generated modules, if there is one. They are read as text, since Node.js
 * may not run TypeScript.
 */
export async function serviceQueries(): Promise<readonly PreparedQuery<unknown, unknown>[]> {
  const { out = 'generated' } = await serviceConfig()
  const names = await readdir(out).catch(() => [])
  const queries: PreparedQuery<unknown, unknown>[] = []
  for (const name of names.filter((one) => one.endsWith('.queries.ts')).sort()) {
    const text = await readFile(join(out, name), 'utf8')
    for (const [, ir = '', metadata = ''] of text.matchAll(queryPattern)) {
      queries.push(new PreparedQuery(unescaped(ir), unescaped(metadata)))
    }
  }
  return queries
}

function unescaped(literal: string): string {
  return literal.replaceAll(/\\(['\\])/g, '$1')
}
