import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDatabase, migrate } from '@souk/db'
import pg from 'pg'
import { benchFolder } from './folders.js'
import { boxAround, viewAround } from './map-views.js'
import { commonSearches, rareSearches } from './searches.js'
import type { FeedCursor, Workload } from './workload.js'

const name = 'souk_bench'
const seed = readFileSync(join(benchFolder, 'seed.sql'), 'utf8')

/** The database that everything happens in, and a connection to look at it and clear up. */
export class BenchDatabase {
  readonly url: string
  readonly #client: pg.Client
  readonly #serverUrl: string

  private constructor(serverUrl: string, url: string, client: pg.Client) {
    this.#serverUrl = serverUrl
    this.url = url
    this.#client = client
  }

  /** Makes the database, its schema by the package's migrations and its rows by seed.sql. */
  static async create(serverUrl: string, products: number): Promise<BenchDatabase> {
    await command(
      serverUrl,
      `drop database if exists ${name}`,
      `create database ${name}`,
      // All of it is in memory: any page is as near as the next. Otherwise a search that is planned for its values
      // reads and sorts the whole circle, and only those that keep a general plan walk the index.
      `alter database ${name} set random_page_cost = 1.1`,
      // It would cost a search many times its run.
      `alter database ${name} set jit = off`,
    )
    const url = new URL(serverUrl)
    url.pathname = `/${name}`
    await migrate({ url: url.href })
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    await client.query(`select set_config('bench.products', $1, false)`, [String(products)])
    await client.query(seed)
    await maintain(url.href)
    await client.query('vacuum analyze')
    await client.query('checkpoint').catch(() => undefined) // not everybody may
    return new BenchDatabase(serverUrl, url.href, client)
  }

  /** What the server calls itself, and the settings that matter here. */
  async describe(): Promise<{ readonly server: string; readonly settings: readonly string[] }> {
    const { rows } = await this.#client.query<{ version: string; postgis: string; settings: string[] }>(`
      select
        current_setting('server_version') as version,
        postgis_lib_version() as postgis,
        (
          select array_agg(name || ' = ' || current_setting(name) order by name)
          from pg_settings
          where name in ('random_page_cost', 'shared_buffers', 'fsync', 'synchronous_commit', 'jit', 'autovacuum')
        ) as settings`)
    const [row] = rows
    if (row === undefined) throw new Error('the server does not say what it is')
    return { server: `PostgreSQL ${row.version}, PostGIS ${row.postgis}`, settings: row.settings }
  }

  /** The total size of the products table with its indexes, in bytes. */
  async productsSize(): Promise<number> {
    const { rows } = await this.#client.query<{ size: string }>(
      `select pg_total_relation_size('products') as size`,
    )
    return Number(rows[0]?.size)
  }

  async readWorkload(productCount: number): Promise<Workload> {
    const origins = await this.#client.query<{ longitude: number; latitude: number }>(`
      select st_x(public_location::geometry) + 0.001 as longitude, st_y(public_location::geometry) + 0.001 as latitude
      from products order by view_count, id limit 500`)
    const cursors = await this.#client.query<FeedCursor>(`
      select category, feed_type as "feedType", created_at as "createdAt", id
      from (
        select category, feed_type, created_at, id,
          row_number() over (partition by category, feed_type order by created_at desc, id desc) as place,
          count(*) over (partition by category, feed_type) as total
        from products where is_available
      ) as ranked
      where place % 100 = 0 and place between total / 4 and total / 2
      order by category, feed_type, place`)
    const counts = await this.#client.query<{ users: string; conversations: string; owners: string }>(`
      select
        (select count(*) from users where email like 'user%') as users,
        (select count(*) from conversations where not is_general) as conversations,
        (select count(*) from users where email like 'owner%') as owners`)
    const places = origins.rows.map(({ longitude, latitude }) => [round(longitude), round(latitude)] as const)
    return {
      productCount,
      userCount: Number(counts.rows[0]?.users),
      conversationCount: Number(counts.rows[0]?.conversations),
      inboxOwnerCount: Number(counts.rows[0]?.owners),
      origins: places,
      cursors: cursors.rows,
      commonSearches,
      rareSearches,
      boxes: places.map(boxAround),
      cityViews: places.map((place) => viewAround(place, 'city')),
      streetViews: places.map((place) => viewAround(place, 'streets')),
    }
  }

  /** What an operation that writes has written, apart from ids and times that the server made. */
  async written(table: 'products' | 'messages'): Promise<readonly unknown[]> {
    const sql = {
      products: `
        select to_jsonb(products) - 'created_at' - 'updated_at' - 'request_digest' as row
        from products where ${isInserted} order by id`,
      messages: `
        select messages.conversation_id, messages.sender_id, messages.message_type, messages.content,
          count(*)::integer as sent,
          conversations.seller_unread_count as unread,
          bool_or(conversations.last_message_id = messages.id) as has_last,
          bool_or(conversations.last_message_at >= date_trunc('milliseconds', messages.created_at)) as has_time
        from messages join conversations on conversations.id = messages.conversation_id
        where messages.id > ${lastSeeded}
        group by 1, 2, 3, 4, 6 order by 1, 2`,
    } as const
    return (await this.#client.query(sql[table])).rows
  }

  /** Takes away what an operation has written, and leaves the tables as a vacuum would keep them. */
  async clear(table: 'products' | 'messages'): Promise<void> {
    // Without the triggers of foreign keys, which would look for each row in six tables.
    await this.#client.query(`set session_replication_role = replica`)
    if (table === 'products') {
      await this.#client.query(`delete from products where ${isInserted}`)
    } else {
      await this.#client.query(
        `update conversations set last_message_id = null, last_message_at = null, seller_unread_count = 0
        where last_message_id > ${lastSeeded} or (last_message_id is null and seller_unread_count > 0)`,
      )
      await this.#client.query(`delete from messages where ${isInserted}`)
    }
    await this.#client.query(`reset session_replication_role`)
    await this.vacuum(table)
  }

  async vacuum(table: 'products' | 'messages'): Promise<void> {
    const tables = table === 'products' ? 'products' : 'messages, conversations'
    await this.#client.query(`vacuum (index_cleanup on, truncate off) ${tables}`)
  }

  async drop(): Promise<void> {
    await this.#client.end()
    await command(this.#serverUrl, `drop database if exists ${name} with (force)`)
  }
}

/** Counts the cells of the map and collects the words of listings, as a service does each minute. */
async function maintain(url: string): Promise<void> {
  const db = createDatabase({ url })
  try {
    const { isComplete } = await db.maintain({ tasks: ['map.cells', 'search.terms'], batchRows: 1_000 })
    if (!isComplete) throw new Error('maintenance did not complete')
  } finally {
    await db.close()
  }
}

/** Seeded ids are smaller than all that are made by the benchmark or, being of its time, by the server. */
const lastSeeded = `'0192f5a0-0000-ffff-ffff-ffffffffffff'`
const isInserted = `id > ${lastSeeded}`

function round(coordinate: number): number {
  return Number(coordinate.toFixed(6))
}

async function command(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
