import { describe, expect, it } from 'vitest'
import { Statement } from '../../src/engine/statement/statement.js'
import { InvalidInputError } from '../../src/errors.js'
import { query } from '../setup/query.js'

function statement(sql: string, annotation?: string): Statement {
  return new Statement(query<never, unknown>(sql, {}, annotation), {})
}

function bound(sql: string, parameters: Readonly<Record<string, unknown>>) {
  const { prepared, values } = statement(sql).bind(parameters)
  return { text: prepared.text.replaceAll(/\s+/g, ' ').trim(), values }
}

function refusal(work: () => unknown): InvalidInputError {
  try {
    work()
  } catch (error) {
    if (error instanceof InvalidInputError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a statement', () => {
  it('numbers parameters and sends one that stands twice once', () => {
    expect(bound('select :b::text, :a::text, :b::text', { a: 'x', b: 'y' })).toEqual({
      text: 'select $1::text, $2::text, $1::text',
      values: ['y', 'x'],
    })
  })

  it('names a text after the query and its content, within the 63 bytes of an identifier', () => {
    const one = statement('select 1 as a').bind({}).prepared.name
    const other = statement('select 2 as a').bind({}).prepared.name
    expect(one).toMatch(/^query_[0-9a-f]{16}$/)
    expect(one).not.toBe(other)
    expect(one.length).toBeLessThanOrEqual(63)
  })

  it('is written once for each combination of clauses', () => {
    const compiled = statement('select 1 as a /*[if x]*/ , :x::int as x /*[end]*/')
    expect(compiled.bind({ x: 1 }).prepared).toBe(compiled.bind({ x: 2 }).prepared)
    expect(compiled.bind({ x: 1 }).prepared).not.toBe(compiled.bind({}).prepared)
  })

  it('leaves out a clause whose parameter is undefined, and keeps it for null', () => {
    const sql = 'select 1 as a where true /*[if x]*/ and 2 = :x /*[end]*/ and 3 = :y!'
    expect(bound(sql, { y: 'y' })).toEqual({ text: 'select 1 as a where true and 3 = $1', values: ['y'] })
    expect(bound(sql, { x: null, y: 'y' }).text).toBe('select 1 as a where true and 2 = $1 and 3 = $2')
    expect(bound(sql, { x: undefined, y: 'y' }).values).toEqual(['y'])
  })

  it('keeps a clause of several parameters only if all of them are given', () => {
    const sql = 'select 1 as a /*[if x y]*/ , :x::text as x, :y::text as y /*[end]*/'
    expect(bound(sql, { x: '1' }).text).toBe('select 1 as a')
    expect(bound(sql, { x: '1', y: '2' }).text).toBe('select 1 as a , $1::text as x, $2::text as y')
  })

  it('nests clauses', () => {
    const sql = 'select 1 as a /*[if x]*/ , :x::text as x /*[if y]*/ , :y::text as y /*[end]*/ /*[end]*/'
    expect(bound(sql, { y: '2' }).text).toBe('select 1 as a')
    expect(bound(sql, { x: '1' }).text).toBe('select 1 as a , $1::text as x')
    expect(bound(sql, { x: '1', y: '2' }).values).toEqual(['1', '2'])
  })

  it('refuses clauses that are not ended, not opened, or depend on no parameter', () => {
    expect(refusal(() => statement('select 1 as a /*[if x]*/ , :x::text as x')).message).toContain(
      'not ended',
    )
    expect(refusal(() => statement('select 1 as a /*[end]*/')).message).toContain('not opened')
    expect(refusal(() => statement('select 1 as a /*[if z]*/ , 2 as b /*[end]*/')).message).toContain('z')
  })

  it("refuses a parameter that is missing and one that is not the query's, by name", () => {
    expect(refusal(() => bound('select :a!::text', {})).field).toBe('a')
    expect(refusal(() => bound('select :a!::text', { a: null })).field).toBe('a')
    expect(refusal(() => bound('select :a::text', { A: 'misspelt' })).field).toBe('A')
  })

  it('spreads lists, and refuses an empty one', () => {
    const compiled = statement('select 1 as a where 1 in :ids', '@param ids -> (...)')
    expect(compiled.bind({ ids: [7, 8] })).toMatchObject({
      prepared: { text: 'select 1 as a where 1 in ($1,$2)', name: '' },
      values: ['7', '8'],
    })
    expect(refusal(() => compiled.bind({ ids: [] })).field).toBe('ids')
  })
})
