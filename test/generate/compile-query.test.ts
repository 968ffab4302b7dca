import { processSQLQueryIR } from '@pgtyped/runtime'
import { parseSQLFile, queryASTToIR } from '@pgtyped/parser'
import { describe, expect, it } from 'vitest'
import { renderTemplate } from '../../src/engine/statement/render.js'
import { parseTemplate } from '../../src/engine/statement/template.js'
import type { QueryIR } from '../../src/engine/statement/prepared-query.js'
import { compileQuery } from '../../src/generate/read/compile-query.js'
import { parseWithPgtyped } from '../../src/generate/read/pgtyped-parse.js'

function irOf(sql: string): QueryIR {
  const [query] = parseWithPgtyped(`/* @name q\n${sql}`).queries
  if (query === undefined) throw new Error('the text of this test is no query')
  return query.ir
}

const spread = irOf(`
  @param ids -> (...)
  @param pair -> (low, high!)
  @param rows -> ((id!, name)...)
*/
with input (id, name) as (values :rows)
select :x!, :y, :x from input where id in :ids and (a, b) = :pair and :y::int > 0;`)

describe('compileQuery', () => {
  it('writes the text that the engine sends', () => {
    const { text, placeholders } = compileQuery(spread)
    const rendered = renderTemplate(parseTemplate(spread), new Set(), { ids: [1], rows: [{}], pair: {} })
    expect(text).toBe(rendered.text)
    expect(placeholders.map(({ path }) => path)).toEqual(
      rendered.slots.map(({ path }) => path.filter((key) => typeof key === 'string').join('.')),
    )
  })

  it('writes the text that pgtyped sends, for parameters in the order of their numbers', () => {
    const sql = '/* @name q */ select :a!, :b, :a, :c::int;'
    const [ast] = parseSQLFile(sql).queries
    if (ast === undefined) throw new Error('pgtyped does not read the text of this test')
    expect(compileQuery(irOf('*/ select :a!, :b, :a, :c::int;')).text).toBe(
      processSQLQueryIR(queryASTToIR(ast)).query,
    )
  })

  it('sends a parameter that stands twice once', () => {
    expect(compileQuery(irOf('*/ select :x!, :x;')).text).toBe('select $1, $1')
  })

  it.each([
    ['before any parameter', 'select'],
    ['between parameters', 'from input'],
    ['behind parameters that grow and shrink', '::int'],
  ])('leads from the text back to the statement %s', (_, word) => {
    const { text, toStatementOffset } = compileQuery(spread)
    expect(toStatementOffset(text.indexOf(word))).toBe(spread.statement.indexOf(word))
  })

  it('leads from anywhere in a placeholder back to its parameter', () => {
    const { text, toStatementOffset } = compileQuery(irOf('*/ select :veryLongName!, 2;'))
    expect(text).toBe('select $1, 2')
    expect([7, 8, 9].map(toStatementOffset)).toEqual([7, 7, 'select :veryLongName!'.length])
  })

  it('leads the end of the text back to the end of the statement', () => {
    const { text, toStatementOffset } = compileQuery(spread)
    expect(toStatementOffset(text.length)).toBe(spread.statement.length)
  })
})
