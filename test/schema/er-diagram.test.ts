import { describe, expect, test } from 'vitest'
import type { Catalogue, Column, Constraint, Table } from '../../src/cli/schema/catalogue.js'
import { erDiagram } from '../../scripts/schema/er-diagram.js'

describe('erDiagram', () => {
  test('draws a table with its columns, types and keys', () => {
    const users = table(
      'users',
      [column('id', 'uuid'), column('email', 'citext')],
      [primaryKey, unique('email')],
    )
    expect(diagram(users)).toEqual(['erDiagram', '  users {', '    uuid id PK', '    citext email UK', '  }'])
  })

  test('draws types without spaces and commas, which Mermaid does not read', () => {
    const places = table('places', [
      column('location', 'geography(Point,4326)'),
      column('seen_at', 'timestamp with time zone'),
      column('height', 'double precision'),
      column('tags', 'text[]'),
    ])
    expect(diagram(places).slice(2, -1)).toEqual([
      '    geography(Point) location',
      '    timestamptz seen_at',
      '    double_precision height',
      '    text[] tags',
    ])
  })

  test.each([
    ['goes with its owner', 'cascade', true, [], 'users ||--o{ notes : user_id'],
    ['forgets', 'set null', false, [], 'users |o..o{ notes : user_id'],
    ['holds back', 'restrict', true, [], 'users ||..o{ notes : user_id'],
    ['is there once for each', 'cascade', true, [unique('user_id')], 'users ||--o| notes : user_id'],
  ] as const)('draws a row that %s', (_, onDelete, notNull, more, line) => {
    const notes = table('notes', [column('user_id', 'uuid', notNull)], [reference(onDelete), ...more])
    expect(diagram(notes)[1]).toBe(`  ${line}`)
  })

  test('marks a column that is several keys at once', () => {
    const notes = table('notes', [column('user_id', 'uuid')], [reference('cascade'), unique('user_id')])
    expect(diagram(notes)).toContain('    uuid user_id FK, UK')
  })
})

function diagram(...tables: readonly Table[]): readonly string[] {
  const catalogue: Catalogue = {
    extensions: [],
    enums: [],
    functions: [],
    searchConfigurations: [],
    tables,
    views: [],
  }
  return erDiagram(catalogue).split('\n')
}

function table(name: string, columns: readonly Column[], constraints: readonly Constraint[] = []): Table {
  return { name, comment: null, partitionKey: null, columns, constraints, indexes: [], triggers: [] }
}

function column(name: string, type: string, notNull = true): Column {
  return {
    table: 'any',
    name,
    type,
    notNull,
    default: null,
    isIdentity: false,
    generated: null,
    comment: null,
  }
}

const primaryKey = constraint('primary key', 'id')

function unique(column: string): Constraint {
  return constraint('unique', column)
}

function reference(onDelete: Constraint['onDelete']): Constraint {
  return { ...constraint('foreign key', 'user_id'), references: 'users', onDelete }
}

function constraint(kind: Constraint['kind'], column: string): Constraint {
  return {
    table: 'any',
    name: 'any',
    kind,
    columns: [column],
    definition: '',
    references: null,
    onDelete: null,
  }
}
