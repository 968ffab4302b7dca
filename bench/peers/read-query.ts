import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Reads a query of a `.sql` file, as the package sends it without any of its optional clauses.
 *
 * @param parameters - the names of its parameters, in the order in which peers give them.
 */
export function readQuery(folder: string, file: string, name: string, parameters: readonly string[]): string {
  const sql = readFileSync(join(folder, file), 'utf8')
  const [, query = ''] = sql.split(`/* @name ${name} */\n`)
  const [statement = ''] = query.replaceAll(/--.*$/gm, '').split(';')
  if (statement.trim() === '') throw new Error(`${file} has no query ${name}`)
  return statement
    .replaceAll(/\/\*\[if [^]*?\/\*\[end\]\*\//g, '')
    .replaceAll(/(?<!:):([a-zA-Z]+)!?/g, (_, parameter: string) => {
      const place = parameters.indexOf(parameter)
      if (place === -1) throw new Error(`${name} has a parameter ${parameter}`)
      return `$${place + 1}`
    })
    .replaceAll(/"(\w+)[!?]"/g, '"$1"')
    .trim()
}
