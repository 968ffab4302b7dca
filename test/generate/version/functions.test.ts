import { Client } from 'pg'
import { expect, it } from 'vitest'
import { startEmbeddedServer } from '../../../src/embedded/embedded-server.js'
import { readServerVersion } from '../../../src/generate/schema/server-version.js'
import { newFunctions, type Product } from '../../../src/generate/version/new-functions.js'
import { isAfter } from '../../../src/generate/version/newer-functions.js'
import { createTestDatabase } from '../../../src/testing/index.js'

/** The functions of PostgreSQL and of PostGIS that a statement can call. */
async function functionsOf(client: Client): Promise<Readonly<Record<Product, ReadonlySet<string>>>> {
  const { rows } = await client.query<{ product: Product; signature: string }>(`
    select
      case when n.nspname = 'pg_catalog' then 'PostgreSQL' else 'PostGIS' end as product,
      p.proname || '(' || regexp_replace(oidvectortypes(p.proargtypes), '\\y\\w+\\.', '', 'g') || ')' as signature
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    left join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
    left join pg_extension e on e.oid = d.refobjid
    where (n.nspname = 'pg_catalog' or e.extname = 'postgis')
      and not ('internal'::regtype = any (p.proargtypes) or 'cstring'::regtype = any (p.proargtypes))
      and p.proname !~ '^binary_upgrade|_transfn$'`)
  const of = (product: Product) =>
    new Set(rows.filter((row) => row.product === product).map(({ signature }) => signature))
  return { PostgreSQL: of('PostgreSQL'), PostGIS: of('PostGIS') }
}

async function embeddedFunctions() {
  const server = await startEmbeddedServer()
  try {
    const client = new Client({
      stream: () => server.connect(),
      user: 'postgres',
      database: 'postgres',
      ssl: false,
    })
    await client.connect()
    try {
      return await functionsOf(client)
    } finally {
      await client.end()
    }
  } finally {
    await server.close()
  }
}

it('lists each function that the embedded database has and the server at hand has not, and no other', async () => {
  await using database = await createTestDatabase()
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    const { postgres, postgis } = await readServerVersion(client)
    const [there, here] = [await functionsOf(client), await embeddedFunctions()]
    for (const product of ['PostgreSQL', 'PostGIS'] as const) {
      const version =
        product === 'PostGIS' ? (postgis ?? '0').split('.').slice(0, 2).join('.') : postgres.split('.')[0]
      const versions = Object.entries(newFunctions[product])
      const since = (isLater: boolean) =>
        versions
          .filter(([one]) => isAfter(one, version ?? '0') === isLater)
          .flatMap(([, signatures]) => signatures)
      const missing = [...here[product]].filter((signature) => !there[product].has(signature))
      expect([...since(true)].sort()).toEqual(missing.sort())
      expect(since(false).filter((signature) => !there[product].has(signature))).toEqual([])
    }
  } finally {
    await client.end()
  }
})
