import { execFile } from 'node:child_process'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The types that pgtyped gives a query's rows, by column. */
export type PgtypedRows = ReadonlyMap<string, Readonly<Record<string, string>>>

/** The output of pgtyped for the queries in a folder. */
export interface PgtypedTypes {
  /** By the query's name. What it left out is not here. */
  readonly rows: PgtypedRows
  /** What its aliases stand for: enums, and lists such as `stringArray`. */
  readonly aliases: ReadonlyMap<string, string>
}

/** Runs pgtyped's own command line over the folder `sql` of a folder, and reads the types that it writes. */
export async function pgtypedTypes(directory: string, url: string): Promise<PgtypedTypes> {
  await writeFile(
    join(directory, 'config.json'),
    JSON.stringify({
      transforms: [{ mode: 'sql', include: '**/*.sql', emitTemplate: '{{dir}}/{{name}}.pgtyped.ts' }],
      srcDir: './sql/',
      dbUrl: url,
    }),
  )
  const cli = fileURLToPath(new URL('../../../node_modules/.bin/pgtyped', import.meta.url))
  // To pgtyped the environment's database goes before that of its configuration.
  const { DATABASE_URL, PGURI, ...env } = process.env
  await run(process.execPath, [cli, '--config', 'config.json'], { cwd: directory, env })

  const rows = new Map<string, Record<string, string>>()
  const aliases = new Map<string, string>()
  for (const name of await readdir(join(directory, 'sql'))) {
    if (!name.endsWith('.pgtyped.ts')) continue
    const module = await readFile(join(directory, 'sql', name), 'utf8')
    for (const [, alias = '', type = ''] of module.matchAll(/^export type (\w+) = ([^;]*);$/gm))
      aliases.set(alias, type)
    for (const [, query = '', body = ''] of module.matchAll(
      /^export interface I(\w+)Result \{\n([^}]*)\}/gm,
    )) {
      const members = Array.from(
        body.matchAll(/^ {2}"?([\w?!]+)"?: (.*);$/gm),
        ([, column = '', type = '']) => [column, type],
      )
      rows.set(
        query.charAt(0).toLowerCase() + query.slice(1),
        Object.fromEntries(members) as Record<string, string>,
      )
    }
  }
  return { rows, aliases }
}

/** Reports whether a value is of one of pgtyped's types; null if it is one that says nothing. */
export function isOf(type: string, value: unknown, aliases: PgtypedTypes['aliases']): boolean | null {
  const list = /^\((.*)\)\[\]$/.exec(type)?.[1]
  if (list !== undefined)
    return Array.isArray(value) && value.every((one) => isOf(list, one, aliases) !== false)
  const alternatives = type.split(' | ')
  if (alternatives.length > 1) return alternatives.some((one) => isOf(one, value, aliases) !== false)
  if (type === 'unknown' || type === 'never') return null
  if (type === 'null') return value === null
  if (type === 'Json') return value !== undefined
  if (type === 'Date') return value instanceof Date
  if (type === 'Buffer') return Buffer.isBuffer(value)
  if (/^(?:string|number|boolean)$/.test(type)) return typeof value === type
  if (/^'.*'$/.test(type)) return value === type.slice(1, -1)
  const alias = aliases.get(type)
  if (alias === undefined) throw new TypeError(`pgtyped's ${type} is not known to this test`)
  return isOf(alias, value, aliases)
}
