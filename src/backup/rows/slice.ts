import type { Session } from '../session.js'
import type { KeyColumn, Table } from './table.js'

/** A key, as the text of each column of it. */
export type Key = readonly string[]

/** The rows after one key, up to and with another one. Null is an end of the table. */
export interface KeyRange {
  readonly after: Key | null
  readonly upTo: Key | null
}

/** The number and the checksum of rows. */
export interface Sum {
  readonly rows: number
  /** The sum of the rows' hashes. It does not depend on their order, nor on how they are parted into slices. */
  readonly hashes: bigint
}

/** A row as a comparison sees it. */
export interface HashedRow {
  readonly key: string
  readonly hash: string
  /** When it was made or changed last; null if the table does not say. */
  readonly changedAt: Date | null
}

export const noRows: Sum = { rows: 0, hashes: 0n }

/** Adds two sums. */
export function add(one: Sum, other: Sum): Sum {
  return { rows: one.rows + other.rows, hashes: one.hashes + other.hashes }
}

/** The checksum as text: 64 bits in hexadecimal digits. */
export function checksum({ hashes }: Sum): string {
  return BigInt.asUintN(64, hashes).toString(16).padStart(16, '0')
}

/**
 * SQL for the hash of a row: 64 bits of a digest of its text. PostgreSQL's own hash functions may change with a major version,
 * and md5 is refused where only FIPS algorithms are allowed.
 */
function hashOf({ columns }: Table): string {
  return `('x' || left(encode(sha256(convert_to(row(${columns.map((column) => `compared.${column}`).join(', ')})::text, 'UTF8')), 'hex'), 16))::bit(64)::bigint`
}

const sumOf = (table: Table) => `count(*)::text as rows, coalesce(sum(${hashOf(table)}), 0)::text as hashes`

interface SumRow {
  readonly rows: string
  readonly hashes: string
}

async function readSum(session: Session, text: string, values: readonly unknown[]): Promise<Sum> {
  const { rows, hashes } = await session.row<SumRow>(text, values)
  return { rows: Number(rows), hashes: BigInt(hashes) }
}

/** A row of the key's columns, and one of parameters for it. */
const columnsOf = (key: readonly KeyColumn[]) => key.map(({ name }) => `compared.${name}`)
const textsOf = (key: readonly KeyColumn[]) =>
  `array[${columnsOf(key)
    .map((column) => `${column}::text`)
    .join(', ')}]`
const keyRow = (key: readonly KeyColumn[]) => `(${columnsOf(key).join(', ')})`
const givenRow = (key: readonly KeyColumn[], first: number) =>
  `(${key.map(({ type }, index) => `$${first + index}::text::${type}`).join(', ')})`

function rangeCondition(key: readonly KeyColumn[], { after, upTo }: KeyRange) {
  const values = [...(after ?? []), ...(upTo ?? [])]
  const conditions = [
    ...(after === null ? [] : [`${keyRow(key)} > ${givenRow(key, 1)}`]),
    ...(upTo === null ? [] : [`${keyRow(key)} <= ${givenRow(key, after === null ? 1 : 1 + key.length)}`]),
  ]
  return { where: conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`, values }
}

/** Sums the rows of a range of keys. */
export function sumRange(
  session: Session,
  table: Table,
  key: readonly KeyColumn[],
  range: KeyRange,
): Promise<Sum> {
  const { where, values } = rangeCondition(key, range)
  return readSum(session, `select ${sumOf(table)} from ${table.name} as compared ${where}`, values)
}

/** Sums all rows of a table, a range of blocks at a time. */
export async function sumTable(session: Session, table: Table): Promise<Sum> {
  const text = `select ${sumOf(table)} from ${table.name} as compared`
  if (table.blocks === null) return readSum(session, text, [])
  let sum = noRows
  // The table may have grown since it was listed.
  for (let block = 0; block === 0 || block < table.blocks; block += blocksOfSlice) {
    const isLast = block + blocksOfSlice >= table.blocks
    const upTo = isLast ? '' : `and ctid < '(${block + blocksOfSlice},0)'`
    sum = add(sum, await readSum(session, `${text} where ctid >= '(${block},0)' ${upTo}`, []))
  }
  return sum
}

const blocksOfSlice = 2_000

/** Returns the key of the row that ends a slice of so many rows; null if fewer are left. */
export async function endOfSlice(
  session: Session,
  table: Table,
  key: readonly KeyColumn[],
  { after, rows }: { readonly after: Key | null; readonly rows: number },
): Promise<Key | null> {
  const { where, values } = rangeCondition(key, { after, upTo: null })
  const [found] = await session.rows<{ key: Key }>(
    `select ${textsOf(key)} as key from ${table.name} as compared ${where} order by ${columnsOf(key).join(', ')} offset ${rows - 1} limit 1`,
    values,
  )
  return found?.key ?? null
}

/** Returns the lesser of two keys. */
export async function lesserKey(
  session: Session,
  key: readonly KeyColumn[],
  one: Key | null,
  other: Key | null,
): Promise<Key | null> {
  if (one === null || other === null) return one ?? other
  const { isLess } = await session.row<{ isLess: boolean }>(
    `select ${givenRow(key, 1)} <= ${givenRow(key, 1 + key.length)} as "isLess"`,
    [...one, ...other],
  )
  return isLess ? one : other
}

/** Reads the key, the hash and the time of each row of a range. */
export function readRange(
  session: Session,
  table: Table,
  key: readonly KeyColumn[],
  range: KeyRange,
): Promise<readonly HashedRow[]> {
  const { where, values } = rangeCondition(key, range)
  const changedAt =
    table.times.length === 0
      ? 'null::timestamptz'
      : `greatest(${table.times.map((time) => `compared.${time}`).join(', ')})`
  return session.rows<HashedRow>(
    `select array_to_string(${textsOf(key)}, ' ') as key, (${hashOf(table)})::text as hash, ${changedAt} as "changedAt"
    from ${table.name} as compared ${where}`,
    values,
  )
}
