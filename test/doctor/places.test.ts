import { expect, it } from 'vitest'
import type { Finding } from '../../src/doctor/finding.js'
import { openExamined, runEach } from '../setup/doctor/open-examined.js'

const { client, find } = await openExamined()

const rule = 'place-outside-area'
const world = [-180, -90, 180, 90] as const
const emirates = [51, 22, 57, 27] as const

await client.query('create table spots (id integer primary key, place geography(point, 4326))')
await client.query(`
  insert into spots
  select n, st_point(55 + n / 1000.0, 25) from generate_series(1, 100) as n`)

const spots = (findings: readonly Finding[]) => findings.filter(({ object }) => object === 'spots.place')

it('finds nothing among places inside of the area', async () => {
  expect(spots(await find(rule, { area: emirates }))).toEqual([])
  expect(spots(await find(rule))).toEqual([])
})

it('finds places outside of the area, and those whose coordinates are swapped', async () => {
  await client.query('insert into spots values (101, st_point(25.2, 55.3)), (102, st_point(2.35, 48.86))')
  const found = spots(await find(rule, { area: emirates }))
  expect(found).toEqual([
    {
      rule,
      level: 'warning',
      object: 'spots.place',
      reason:
        '2 of 102 places looked at are outside of the area; 1 of these would be inside with longitude and latitude swapped (st_flipcoordinates)',
      remedy: expect.stringContaining('st_makeenvelope(51, 22, 57, 27, 4326)') as string,
    },
  ])
  expect(spots(await find(rule, { area: world }))).toEqual([])
  await client.query('delete from spots where id > 100')
})

it('finds places at longitude 0 and latitude 0 without an area, and its remedy shows them', async () => {
  await client.query('insert into spots values (101, st_point(0, 0))')
  const [found] = spots(await find(rule))
  expect(found).toMatchObject({
    level: 'warning',
    reason: expect.stringContaining('1 of 101 places') as string,
  })
  const { rows } = await client.query<{ id: number }>(found?.remedy ?? '')
  expect(rows.map(({ id }) => id)).toEqual([101])
  await runEach(client, 'delete from spots where id > 100')
})
