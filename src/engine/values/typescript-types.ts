/**
 * The TypeScript type of each SQL type: what generation writes, and what the truth run tests.
 *
 * Only generation and testing import this file; what the engine needs of a type is in `sql-types.ts`.
 */

import type { SqlTypeName } from './sql-types.js'

/** A SQL type in TypeScript. */
export interface TypescriptType {
  /** The type of a value that was read. */
  readonly row: string
  /** The type of a parameter. The engine takes more than it returns. */
  readonly parameter: string
  /** Types of one family can stand in for each other as samples. @defaultValue the type itself */
  readonly family?: string
  /** Makes a value for the truth run out of a number from 0 to 99. @defaultValue a short text */
  readonly sample?: (number: number) => unknown
}

const string = { row: 'string', parameter: 'string' } as const
const text = { ...string, family: 'text' } as const
const number = { row: 'number', parameter: 'number', sample: (number: number) => number } as const
const integer = { ...number, family: 'int' } as const
const float = { ...number, sample: (number: number) => number * 1000 } as const
const date = (number: number) => new Date(Date.UTC(2026, 0, 1 + number))
const json = {
  row: 'Json',
  parameter: 'Json',
  sample: (number: number) => [{}, [], 'text', null, { a: 1 }][number % 5],
} as const

/** The types by name. A type that is missing here has no TypeScript type: a guess would be a type that lies. */
export const typescriptTypes = {
  bit: string,
  bool: { row: 'boolean', parameter: 'boolean', sample: (number: number) => number < 50 },
  bpchar: text,
  bytea: { row: 'Buffer', parameter: 'Uint8Array', sample: (number: number) => Buffer.from([number]) },
  char: string,
  cidr: string,
  citext: text,
  date: { ...string, sample: () => '2026-01-01' },
  float4: float,
  float8: float,
  inet: string,
  int2: integer,
  int2vector: string,
  int4: integer,
  int8: integer,
  interval: { ...string, sample: () => '1 day' },
  json,
  jsonb: json,
  jsonpath: string,
  lquery: string,
  ltree: string,
  macaddr: string,
  macaddr8: string,
  money: string,
  name: string,
  numeric: { row: 'string', parameter: 'number | string', sample: (number: number) => number },
  oid: number,
  oidvector: string,
  pg_lsn: string,
  regclass: string,
  regproc: string,
  regtype: string,
  text,
  time: { ...string, sample: () => '12:00:00' },
  // Sent as text, and what it means depends on the reader: a Date would be a claim about its time zone.
  timestamp: { row: 'string', parameter: 'Date | string', sample: date },
  timestamptz: { row: 'Date', parameter: 'Date | string', sample: date },
  timetz: { ...string, sample: () => '12:00:00' },
  tsquery: string,
  tsvector: string,
  uuid: {
    ...string,
    sample: (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  },
  varbit: string,
  varchar: text,
  // The result of a function that returns nothing: an empty text, which cannot be cast away.
  void: { row: "''", parameter: "''" },
  xid: string,
  xid8: string,
  xml: string,
} as const satisfies Readonly<Record<SqlTypeName, TypescriptType>> & Readonly<Record<string, TypescriptType>>

/** The TypeScript types that values of {@link typescriptTypes} are read as. */
export type RowType = (typeof typescriptTypes)[keyof typeof typescriptTypes]['row']
