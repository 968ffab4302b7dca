// Thorough: starts many databases.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedServer, type EmbeddedServer } from '../../src/embedded/embedded-server.js'
import { InvalidInputError } from '../../src/errors.js'
import { value, withClients } from '../setup/embedded/with-client.js'

let image: Uint8Array

async function withServer<T>(
  options: Parameters<typeof startEmbeddedServer>[0],
  run: (server: EmbeddedServer) => Promise<T>,
): Promise<T> {
  const server = await startEmbeddedServer(options)
  try {
    return await run(server)
  } finally {
    await server.close()
  }
}

beforeAll(async () => {
  image = await withServer({}, (server) =>
    withClients(server, 1, async (client) => {
      await client.query('create table places (name text, place geography(point))')
      await client.query("insert into places values ('Dubai', 'point(55.27 25.2)')")
      return server.dumpImage()
    }),
  )
})

describe('an image', () => {
  it('starts a database that has everything', () =>
    withServer({ image }, (server) =>
      withClients(server, 1, async (client) => {
        const text = 'select st_astext(place) from places'
        expect(await value(client, text)).toBe('POINT(55.27 25.2)')
      }),
    ))

  it('starts as many databases as one likes, each its own', () =>
    withServer({ image }, (one) =>
      withServer({ image: new Blob([new Uint8Array(image)]) }, (other) =>
        withClients(one, 1, async (client) => {
          await client.query('drop table places')
          await withClients(other, 1, async (second) => {
            expect(await value(second, 'select count(*)::int from places')).toBe(1)
          })
        }),
      ),
    ))

  it('waits for an open transaction, of which it holds nothing', () =>
    withServer({ image }, (server) =>
      withClients(server, 1, async (client) => {
        await client.query('begin')
        await client.query('delete from places')
        const dumping = server.dumpImage()
        await client.query('rollback')
        await withServer({ image: await dumping }, (second) =>
          withClients(second, 1, async (reader) => {
            expect(await value(reader, 'select count(*)::int from places')).toBe(1)
          }),
        )
      }),
    ))

  it('that is damaged, cut off or something else is refused', async () => {
    const damaged = new Uint8Array(image)
    damaged.fill(0x41, 100, 200)
    for (const bad of [
      damaged,
      image.subarray(0, 5_000_000),
      new Uint8Array(2_048),
      Buffer.from('no image'),
    ]) {
      const start = startEmbeddedServer({ image: bad })
      await expect(start).rejects.toBeInstanceOf(InvalidInputError)
      await expect(start).rejects.toMatchObject({ field: 'image' })
    }
  })
})

describe('a database in memory', () => {
  let server: EmbeddedServer

  beforeAll(async () => {
    server = await startEmbeddedServer({ image })
  })

  afterAll(() => server.close())

  it('does not fill up with the log of what was written', () =>
    withClients(server, 1, async (client) => {
      await client.query('create table written (id int, filler text)')
      for (let round = 0; round < 12; round += 1) {
        await client.query("insert into written select n, repeat('x', 500) from generate_series(1, 20000) n")
        await client.query('truncate written')
      }
      const size = await value(client, 'select sum(size)::int / 1024 / 1024 from pg_ls_waldir()')
      expect(size).toBeLessThan(100)
    }))

  it('offers the extensions that come with PGlite', () =>
    withClients(server, 1, async (client) => {
      await client.query('create extension citext; create extension btree_gist; create extension pg_trgm')
      await client.query('create extension unaccent')
      expect(await value(client, "select unaccent('Ĉap')")).toBe('Cap')
    }))

  it('refuses the parts of PostGIS that it leaves out', () =>
    withClients(server, 1, async (client) => {
      const creation = client.query('create extension postgis_raster')
      await expect(creation).rejects.toMatchObject({ code: '0A000' })
    }))

  it('measures and transforms as PostGIS does', () =>
    withClients(server, 1, async (client) => {
      const [london, paris] = ['point(-0.1278 51.5074)', 'point(2.3522 48.8566)']
      const distance = await value(client, 'select st_distance($1::geography, $2::geography)', [
        london,
        paris,
      ])
      expect(distance).toBeCloseTo(343_923, -2)
      const x = await value(
        client,
        'select round(st_x(st_transform(st_point(55.27, 25.2, 4326), 3857)))::int',
      )
      expect(x).toBe(6_152_628)
    }))
})
