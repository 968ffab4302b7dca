import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import {
  libpqParameter,
  libpqParameters,
  sessionVariables,
  type LibpqKeyword,
} from '../../src/engine/connect/libpq/parameters.js'

const page = await readFile(new URL('../../docs/connection.md', import.meta.url), 'utf8')

it('lists each parameter of libpq with its variable, and says which are ignored', () => {
  const rows = [...page.matchAll(/^\| `(\w+)`\s*\| (?:`(PG\w+)`)?\s*\| (.*?)\s*\|$/gm)].map(
    ([, keyword, variable, text = '']) => [keyword, variable, text.startsWith('ignored')],
  )
  expect(rows).toEqual(
    (Object.keys(libpqParameters) as readonly LibpqKeyword[]).map((keyword) => {
      const { env, ignored } = libpqParameter(keyword)
      return [keyword, env, ignored !== undefined]
    }),
  )
  for (const variable of Object.keys(sessionVariables)) expect(page).toContain(variable)
})
