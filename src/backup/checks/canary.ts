import { createDatabase, type Database } from '../../database.js'
import { judge, skipped, type Check, type Verified } from '../check.js'
import type { Session } from '../session.js'

/** A listing that the searches are made of. */
interface Sample {
  readonly longitude: number
  readonly latitude: number
  readonly location: string
  readonly publicLocation: string
  /** A box around its place on the plane. */
  readonly box: string
  /** The first word of the title that is long enough to be one. */
  readonly word: string | null
  /** A word as the index has it. */
  readonly lexeme: string | null
}

const samples = `
select
  st_x(products.public_location::geometry) as longitude,
  st_y(products.public_location::geometry) as latitude,
  products.location::text as location,
  products.public_location::text as "publicLocation",
  box(products.place + point(-0.0005, -0.0005), products.place + point(0.0005, 0.0005))::text as box,
  substring(products.title from '[[:alpha:]]{3,}') as word,
  quote_literal((tsvector_to_array(products.search))[1]) as lexeme
from products
where products.is_available
  and products.location is not null
  and products.public_location is not null
order by products.id
limit 3`

const radiusMetres = 5_000

/** Searches around listings and by their words: by the index as by the table, and the same as the other database's. */
export const canaryCheck: Check = {
  name: 'canary',
  async run(verified) {
    const found = await verified.from.rows<Sample>(samples)
    if (found.length === 0) return skipped('no listing with a place is on sale')
    const faults = await indexesUnlikeTable(verified.from, found)
    const { against } = verified
    if (against !== null) faults.push(...(await unlikeOther(verified, against, found)))
    return judge(faults, {
      ok: `searches around ${found.length} listings and by their words return what ${against === null ? 'the table has' : 'the table and the other database have'}`,
      wrong: `${faults.length} searches return others`,
    })
  },
}

/** The conditions that the indexes of products answer: by GiST, SP-GiST and GIN, which amcheck does not know. */
const conditions = [
  ['its home', 'st_dwithin(products.location, $1::text::geography, 5000)', 'location'],
  ['its public place', 'st_dwithin(products.public_location, $1::text::geography, 5000)', 'publicLocation'],
  ['its place on the plane', 'products.place <@ $1::text::box', 'box'],
  ['a word of it', 'products.search @@ $1::text::tsquery', 'lexeme'],
] as const

async function indexesUnlikeTable(session: Session, found: readonly Sample[]): Promise<string[]> {
  const faults: string[] = []
  for (const [index, sample] of found.entries()) {
    for (const [what, condition, of] of conditions) {
      const value = sample[of]
      if (value === null || !(await isUnlike(session, condition, value))) continue
      faults.push(`listing ${index + 1}, by ${what}: an index unlike the table`)
    }
  }
  return faults
}

/** Compares the ids that a condition finds by an index with those that it finds in the table. */
async function isUnlike(session: Session, condition: string, value: string): Promise<boolean> {
  const ids = async (switches: string) => {
    await session.rows(switches)
    const { found } = await session.row<{ found: readonly string[] | null }>(
      `select array_agg(products.id::text order by products.id) as found from products where products.is_available and ${condition}`,
      [value],
    )
    await session.rows(both.replaceAll('off', 'on'))
    return (found ?? []).join()
  }
  return (await ids(noScans)) !== (await ids(noIndexes))
}

const noScans = `select set_config('enable_seqscan', 'off', false)`
const noIndexes = `select set_config('enable_indexscan', 'off', false), set_config('enable_indexonlyscan', 'off', false), set_config('enable_bitmapscan', 'off', false)`
const both = `${noScans}, ${noIndexes.replace('select ', '')}`

async function unlikeOther(
  { from, at, moved }: Verified,
  against: Session,
  found: readonly Sample[],
): Promise<string[]> {
  const here = open(from)
  const there = open(against)
  const faults: string[] = []
  const ids = moved.get('products') ?? new Set<string>()
  const compare = async (
    what: string,
    ask: (db: Database) => Promise<{ readonly items: readonly { readonly id: string }[] }>,
  ) => {
    const [one, other] = (await Promise.all([ask(here), ask(there)])).map(({ items }) =>
      items.map(({ id }) => id).filter((id) => !ids.has(id)),
    ) as [string[], string[]]
    // Where rows have moved on, the ends of the two pages differ by as many.
    const length = at === null ? Infinity : Math.min(one.length, other.length)
    if (one.slice(0, length).join() !== other.slice(0, length).join())
      faults.push(`${what}: unlike the other database`)
  }
  try {
    for (const [index, { longitude, latitude, word }] of found.entries()) {
      const near = [longitude, latitude] as const
      await compare(`listing ${index + 1}, nearby`, (db) => db.products.nearby({ near, radiusMetres }))
      if (word === null) continue
      const filters = { text: word, near, radiusMetres, sort: 'nearest' } as const
      await compare(`listing ${index + 1}, by a word nearby`, (db) => db.products.search(filters))
    }
    return faults
  } finally {
    await Promise.all([here.close(), there.close()])
  }
}

function open({ url }: Session): Database {
  return createDatabase({
    url,
    applicationName: 'souk-db backup',
    maxConnections: 1,
    statementTimeoutMs: 60_000,
  })
}
