import { beforeAll, describe, expect, it } from 'vitest'
import { loadParser, parseStatement } from '../../src/generate/read/statement-tree.js'
import type { CatalogueTable } from '../../src/generate/schema/catalogue.js'
import { outputsOf } from '../../src/generate/scope/outputs.js'
import type { ScopeColumn } from '../../src/generate/scope/query-level.js'
import { readStatement, type ScopeCatalogue } from '../../src/generate/scope/read-statement.js'
import { resolveColumn } from '../../src/generate/scope/resolve-column.js'

beforeAll(loadParser)

function table(name: string, ...columns: readonly string[]): [string, readonly CatalogueTable[]] {
  return [name, [tableIn('public', name, columns)]]
}

function tableIn(schema: string, name: string, columns: readonly string[]): CatalogueTable {
  return {
    oid: 1,
    schema,
    name,
    visible: schema === 'public',
    isSystem: false,
    isView: false,
    isTable: true,
    viewQuery: null,
    comment: null,
    isFilledByTrigger: false,
    hasRules: false,
    columns: columns.map((column) => ({
      table: name,
      path: `${name}.${column}`,
      name: column,
      typeOid: 25,
      typeModifier: -1,
      notNull: true,
      hasDefault: false,
      elementsNotNull: false,
      comment: null,
    })),
    indexes: [],
    viewKeys: [],
  }
}

const catalogue: ScopeCatalogue = {
  tables: new Map([
    table('people', 'id', 'name'),
    table('pets', 'id', 'owner_id'),
    ['toys', [tableIn('public', 'toys', ['id', 'name']), tableIn('old', 'toys', ['id', 'name', 'age'])]],
  ]),
  types: new Map(),
  replaced: new Set(),
  setReturning: new Set(['generate_series', 'unnest', 'words']),
  aggregates: new Set(['count']),
}

function scopeOf(sql: string) {
  const { root, levels } = readStatement(parseStatement(sql)?.statement ?? { SelectStmt: {} }, catalogue)
  if (root === null) throw new Error('the statement is a query')
  return { root, levels }
}

/** Writes the origin of a column as `source.column`, with the number of the source. */
function shown({ origin }: ScopeColumn): string {
  switch (origin.kind) {
    case 'source':
      return `${origin.source}.${origin.name ?? '?'}`
    case 'merged':
      return [origin.left, origin.right].map((side) => (side === null ? '?' : shown(side))).join(' = ')
    case 'version':
      return `version of ${shown(origin.of)}`
    case 'unknown':
      return 'unknown'
  }
}

/** The origins of the outputs of a statement. */
function origins(sql: string): readonly (string | null)[] {
  const { root } = scopeOf(sql)
  return outputsOf(root).map(({ node, column }) => {
    const found = column ?? (node === null ? null : resolveColumn(root, node))
    return found && shown(found.column)
  })
}

/** The names of the outputs of a statement, `*` for a star of unknown columns. */
function names(sql: string): readonly (string | null)[] {
  return outputsOf(scopeOf(sql).root).map(({ name, star }) => (star ? '*' : name))
}

describe('the scope of a statement', () => {
  it.each([
    ['by their qualifier', 'select p.name from pets, people as p', ['1.name']],
    ['without one', 'select owner_id, name from pets, people', ['0.owner_id', '1.name']],
    ['merged by using', 'select id, pets.id from people join pets using (id)', ['0.id = 1.id', '1.id']],
    ['merged by a natural join', 'select id from people natural left join pets', ['0.id = 1.id']],
    ['behind the alias of a join', 'select j.b from (people cross join pets) as j (a, b)', ['0.name']],
    ['hidden by the alias of a join', 'select people.id from (people cross join pets) as j', [null]],
    [
      'by the schema of their table',
      'select old.toys.name, public.toys.id, old.toys.age from toys, old.toys',
      ['1.name', '0.id', '1.age'],
    ],
    [
      'of the star of a table in a schema',
      'select old.toys.* from toys, old.toys',
      ['1.id', '1.name', '1.age'],
    ],
    ['of a star', 'select pets.*, people.name from people, pets', ['1.id', '1.owner_id', '0.name']],
    [
      'of the star of using',
      'select * from people join pets using (id)',
      ['0.id = 1.id', '0.name', '1.owner_id'],
    ],
    ['before an update', 'update people set id = 1 returning old.id, id', ['version of 0.id', '0.id']],
    [
      'of a merge, the source first',
      'merge into people using pets on true when matched then delete returning *',
      ['1.id', '1.owner_id', '0.id', '0.name'],
    ],
    ['of a function with unknown columns', 'select w.id, id from words() as w', ['0.id', '0.id']],
    ['that nothing has', 'select people.id from pets', [null]],
  ])('finds columns %s', (_, sql, expected) => {
    expect(origins(sql)).toEqual(expected)
  })

  it.each([
    ['sees the names to its left if it is lateral', 'lateral', true],
    ['sees none of them otherwise', '', false],
  ])('has subqueries, each of which %s', (_, lateral, expected) => {
    const { levels, root } = scopeOf(`select 1 from people, ${lateral} (select name) as s`)
    const [inner] = levels
    const node = inner && outputsOf(inner)[0]?.node
    expect(inner && node && resolveColumn(inner, node)?.level === root).toBe(expected)
  })

  it.each([
    [
      'of a CTE',
      'with c as (select id, count(*) from people group by id) select c.* from c',
      ['id', 'count'],
    ],
    [
      'of a CTE with other names',
      'with c (a) as (select people.* from people) select c.* from c',
      ['a', 'name'],
    ],
    [
      'of a recursive CTE',
      'with recursive c as (select 1 as n union select c.* from c) select * from c',
      ['n'],
    ],
    [
      'of a CTE that stands behind',
      'with recursive a as (select * from b), b as (select 1 as n) select * from a',
      ['n'],
    ],
    [
      'of a search clause',
      'with recursive c as (select 1 as n union all select n from c) search depth first by n set path select * from c',
      ['n', 'path'],
    ],
    [
      'of a table that a CTE hides',
      'with people as (select people.id from people) select people.* from people',
      ['id'],
    ],
    ['of values', 'select * from (values (1, 2)) as v (a)', ['a', 'column2']],
    ['of a series', 'select * from generate_series(1, 2) with ordinality as n', ['n', 'ordinality']],
    ['of an unknown function', 'select people.id, * from people, words() as w', ['id', 'id', 'name', '*']],
    ['of a cast', `select 'x'::text, coalesce(1, 2)::text, id::text from people`, ['text', 'coalesce', 'id']],
  ])('lists the columns %s', (_, sql, expected) => {
    expect(names(sql)).toEqual(expected)
  })

  it('finds the sides of each join, an inner one first', () => {
    const { root } = scopeOf('select 1 from people left join (pets join people as o on true) on true')
    expect(root.joins.map(({ kind, left, right }) => ({ kind, left, right }))).toEqual([
      { kind: 'inner', left: [1], right: [2] },
      { kind: 'left', left: [0], right: [1, 2] },
    ])
  })
})
