import pg from 'pg'

/** The OIDs of types that each database has its own of. */
export interface OwnTypes {
  /** Belongs to an extension. */
  readonly geography: number
  /** An array of an enum: the badges of a profile. */
  readonly badges: number
}

/** Reads the OIDs. */
export async function readOwnTypes(url: string): Promise<OwnTypes> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<OwnTypes>(
      `select 'geography'::regtype::oid as geography, 'badge_type[]'::regtype::oid as badges`,
    )
    const [row] = rows
    if (row === undefined) throw new Error('the database has no such types')
    return row
  } finally {
    await client.end()
  }
}
