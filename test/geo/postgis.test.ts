import { fc } from '../setup/fast-check.js'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { geometryFromEwkb, pointFromEwkb } from '../../src/geo/ewkb.js'
import { geometryToEwkb, pointToEwkb } from '../../src/geo/write-ewkb.js'
import type { Point } from '../../src/geo/geojson.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { anyGeometry, anyPosition } from '../setup/arbitrary-geometry.js'

/** As many values as one statement takes in a moment: one round trip instead of hundreds. */
const sample = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, { numRuns: 300, seed: 7946 })

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

/** Sends EWKB to PostGIS and gives, for each value, what it says of it. */
async function ask<Answer extends object>(hexes: readonly string[], answer: string): Promise<Answer[]> {
  // The position of each value is sent along, as nothing else orders the rows of an answer.
  const { rows } = await client.query<Answer>(
    `select ${answer} from unnest($1::text[]) with ordinality as sent (hex, position) order by sent.position`,
    [hexes],
  )
  return rows
}

interface Echo {
  readonly printed: string
  readonly ewkb: string
}

describe('PostGIS', () => {
  it('reads the points we write and prints them as we read them, to the bit', async () => {
    const points = sample(anyPosition).map((coordinates): Point => ({ type: 'Point', coordinates }))
    const written = points.map((point) => pointToEwkb(point))
    const answers = await ask<Echo>(
      written,
      `hex::geography::text as printed, encode(st_asewkb(hex::geography::geometry), 'hex') as ewkb`,
    )
    expect(answers.map(({ ewkb }) => ewkb)).toEqual(written)
    expect(answers.map(({ printed }) => pointFromEwkb(printed))).toStrictEqual(points)
  })

  it('reads every geometry we write and prints it as we read it, to the bit', async () => {
    const geometries = sample(anyGeometry)
    const written = geometries.map((geometry) => geometryToEwkb(geometry))
    const answers = await ask<Echo>(
      written,
      `hex::geometry::text as printed, encode(st_asewkb(hex::geometry), 'hex') as ewkb`,
    )
    expect(answers.map(({ ewkb }) => ewkb)).toEqual(written)
    expect(answers.map(({ printed }) => geometryFromEwkb(printed))).toStrictEqual(geometries)
  })

  it('says in GeoJSON what we say', async () => {
    // ST_AsGeoJSON rounds to nine decimals: six come out whole.
    const micro = (limit: number) =>
      fc.integer({ min: -limit * 1e6, max: limit * 1e6 }).map((millionths) => millionths / 1e6)
    const points = sample(fc.tuple(micro(180), micro(90))).map((coordinates) => ({
      type: 'Point' as const,
      coordinates,
    }))
    const answers = await ask<{ geojson: Point }>(
      points.map((point) => pointToEwkb(point)),
      'st_asgeojson(hex::geography)::json as geojson',
    )
    expect(answers.map(({ geojson }) => geojson)).toEqual(points)
  })
})
