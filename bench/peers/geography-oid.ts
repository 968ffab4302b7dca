import pg from 'pg'

/** The OID of the type geography: it belongs to an extension, so each database has its own. */
export async function geographyOid(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ oid: number }>(`select 'geography'::regtype::oid as oid`)
    const [row] = rows
    if (row === undefined) throw new Error('the database has no type geography')
    return row.oid
  } finally {
    await client.end()
  }
}
