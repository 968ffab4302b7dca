import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Reads a generated query, as the package sends it without any of its optional clauses: a whole row is the columns that
 * generation made of it.
 *
 * @param file - the name of the `.sql` file.
 * @param parameters - the names of its parameters, in the order in which peers give them.
 */
export function readQuery(folder: string, file: string, name: string, parameters: readonly string[]): string {
  const generated = readFileSync(join(folder, file.replace(/\.sql$/, '.queries.ts')), 'utf8')
  const [, query = ''] = generated.split(`export const ${name} = `)
  const [, literal = ''] = /^ {2}'(.+)',$/m.exec(query) ?? []
  if (literal === '') throw new Error(`${file} has no query ${name}`)
  const { statement } = JSON.parse(literal.replaceAll(/\\(.)/g, '$1')) as { readonly statement: string }
  return statement
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\/\*\[if [^]*?\/\*\[end\]\*\//g, '')
    .replaceAll(/(?<!:):([a-zA-Z]+)!?/g, (_, parameter: string) => {
      const place = parameters.indexOf(parameter)
      if (place === -1) throw new Error(`${name} has a parameter ${parameter}`)
      return `$${place + 1}`
    })
    .replaceAll(/"(\w+)[!?]"/g, '"$1"')
    .trim()
}
