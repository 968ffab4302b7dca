// Thorough: starts the demo from nothing, several times.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cacheDirectory } from '../../src/embedded/cache-directory.js'
import { boundingBox } from '../../src/geo/bounding-box.js'
import type { FeatureCollection } from '../../src/geo/geojson.js'
import { parseFeatureCollection } from '../../src/geo/parse-feature-collection.js'
import { soukDb, type Run, type RunOptions } from '../setup/souk-db.js'

// Embedded wherever the suite runs: that is what the demo is about. Each run is a process and a database.
const timeoutMs = 180_000

const root = join(import.meta.dirname, '../..')

let folder: string
let cwd: string
let temporary: string
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-demo-'))
  cwd = join(folder, 'cwd')
  temporary = join(folder, 'tmp')
  // The cache is kept, as it is for everybody who runs the demo twice; tsx would put its own among what is left behind.
  env = { TMPDIR: temporary, SOUK_CACHE_DIR: await cacheDirectory(), TSX_DISABLE_CACHE: '1' }
})
beforeEach(async () => {
  for (const path of [cwd, temporary]) {
    await rm(path, { recursive: true, force: true })
    await mkdir(path)
  }
})
afterAll(() => rm(folder, { recursive: true }))

function demo(
  args: readonly string[],
  options: Pick<RunOptions, 'env' | 'onStderr' | 'onStdout' | 'main'> = {},
): Promise<Run> {
  return soukDb(['demo', ...args], { ...options, cwd, env: { ...env, ...options.env } })
}

/** Presses Ctrl-C when the demo has written a text. */
function interruptAt(text: string): NonNullable<RunOptions['onStderr']> {
  let pressed = false
  return (written, kill) => {
    if (pressed || !written.includes(text)) return
    pressed = true
    kill('SIGINT')
  }
}

async function leftBehind(): Promise<readonly string[]> {
  return [...(await readdir(cwd)), ...(await readdir(temporary))]
}

/** The rows of a table of listings: what is on sale, and how far away it is in metres. */
function listings(stdout: string): readonly { readonly title: string; readonly metres: number }[] {
  const rows = stdout.matchAll(/^ +(\d+) {2}(.+?) +[A-Z]{3} [\d,]+\.\d\d +([\d,]+) m$/gm)
  return [...rows].map(([, , title = '', metres = '']) => ({
    title,
    metres: Number(metres.replaceAll(',', '')),
  }))
}

describe('souk-db demo', () => {
  it(
    'shows the package at work, and leaves the map behind',
    async () => {
      const { code, stdout, stderr } = await demo(['--places', '500'])
      expect(stderr).toMatch(/^PostgreSQL with PostGIS, embedded, in memory: ready in [\d.]+ s$/m)
      expect(stderr).toMatch(/^\d+ migrations? applied in [\d.]+ s: the schema is at version \d+$/m)
      expect(stderr).toMatch(/^500 places loaded in [\d.]+ s, [\d,]+ a second, a seller and a listing each$/m)
      expect(code).toBe(0)

      expect([...stdout.matchAll(/^── (\d)\. .+ ─+$/gm)].map(([, number]) => number)).toEqual([
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
        '7',
      ])
      expect(stdout).toContain("location: { type: 'Point', coordinates: [55.2708, 25.2048] }")
      expect(stdout).toMatch(/^ {2}amira +55\.2[67]\d\d, 25\.20\d\d$/m)
      expect(stdout).toMatch(/^ {2}error\.field +patch\.location\.coordinates\[1\]$/m)
      expect(
        [...stdout.matchAll(/^ +\d {2}(\w+) +sql\/\w+\.sql +(\d+)$/gm)].map((row) => row.slice(1)),
      ).toEqual([
        ['listProductsNearbyCard', '1'],
        ['openConversation', '1'],
        ['sendMessage', '1'],
        ['makeOffer', '1'],
        ['counterOffer', '1'],
        ['acceptOffer', '1'],
        ['recordPaymentFact', '1'],
      ])
      expect(stdout).toContain(
        'AED 450.00 completed: AED 45.00 for the marketplace, AED 405.00 for the seller',
      )
      expect(stdout).toContain('GeoNames (https://www.geonames.org), CC BY 4.0')
      for (const line of `${stdout}${stderr}`.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
      expect(`${stdout}${stderr}`).not.toContain('\u001b')

      const shown = listings(stdout)
      const distances = shown.map(({ metres }) => metres)
      // It is 1,223 m away, and its public place up to 500 m more or less.
      expect(shown[0]?.title).toBe('Court shoes, size 42')
      expect(Math.abs((shown[0]?.metres ?? 0) - 1_223)).toBeLessThanOrEqual(500)
      expect(distances).toEqual([...distances].sort((one, other) => one - other))
      expect(shown.length).toBeGreaterThan(8)

      expect(await leftBehind()).toEqual(['souk-nearby.geojson'])
      const file = await readFile(join(cwd, 'souk-nearby.geojson'), 'utf8')
      const json = JSON.parse(file) as FeatureCollection
      const map = parseFeatureCollection(json, 'map')
      const onMap = map.features.map(({ properties }) => ({
        title: properties?.['title'],
        metres: Math.round(Number(properties?.['distanceMetres'])),
      }))
      expect(onMap).toEqual(shown.slice(0, 8))
      expect(json.bbox).toEqual(boundingBox(map.features.flatMap(({ geometry }) => geometry ?? [])))
    },
    timeoutMs,
  )

  it(
    'goes on with the database of an earlier run, shows the same, and then the map',
    async () => {
      const args = ['--places', '60', '--data-dir', 'shop', '--geojson', 'map.json']
      const first = await demo(args)
      expect(first).toMatchObject({ code: 0 })
      expect(first.stderr).toContain('60 places loaded in ')
      let found: Response | undefined
      const second = await demo([...args, '--open'], {
        onStdout: (text, kill) => {
          const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(text) ?? []
          if (url === undefined || found !== undefined) return
          void fetch(`${url}api/search?near=55.27,25.2&radiusMetres=20000&text=kite`)
            .then((response) => (found = response))
            .finally(() => kill('SIGINT'))
        },
      })
      expect(second.stderr).toContain('Nothing to migrate')
      expect(second.stderr).toContain('60 places were there already')
      expect(second.stderr).not.toContain('places loaded')
      expect(second.code).toBe(130)
      expect(second.stdout.startsWith(first.stdout)).toBe(true)
      const { result } = (await found?.json()) as { result: { items: { title: string }[] } }
      expect(result.items.map(({ title }) => title)).toContain('Kite for the beach')
      expect(await leftBehind()).toEqual(['map.json', 'shop'])
    },
    timeoutMs,
  )

  it.each([
    ['while it starts', 'PostgreSQL with PostGIS …'],
    ['while it migrates', 'Migrating …'],
    ['while it loads', 'Loading places …'],
  ])(
    'ends cleanly on Ctrl-C %s',
    async (_, text) => {
      const { code, stdout, stderr } = await demo([], { onStderr: interruptAt(text) })
      expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
      expect(stderr).toMatch(/^souk-db: stopped/m)
      expect(stderr).not.toMatch(/^ +at /m)
      expect(await leftBehind()).toEqual([])
    },
    timeoutMs,
  )

  it.each([
    ['it unpacks PostGIS', 'unpacking PostGIS', []],
    [
      'it creates the database to start from',
      'creating a database',
      [expect.stringMatching(/^extensions-[0-9a-f]+$/)],
    ],
  ])(
    'leaves nothing half made in the cache when %s and Ctrl-C comes',
    async (_, text, kept) => {
      const cache = join(folder, 'cold')
      const { code } = await demo(['--data-dir', 'shop'], {
        // The build holds a database to start from, and creates none.
        main: join(root, 'src/cli/main.ts'),
        env: { SOUK_CACHE_DIR: cache },
        onStderr: interruptAt(text),
      })
      expect(code).toBe(130)
      expect(await readdir(cache)).toEqual(kept)
      expect(await leftBehind()).toEqual([])
    },
    timeoutMs,
  )

  it.each([
    ['no places', ['--places', '0'], /^error: option '--places <n>' .*from 1 on\.$/],
    ['a number of places that is none', ['--places', 'x'], /^error: option '--places <n>' .*from 1 on\.$/],
    [
      'a map in a folder that is not there',
      ['--geojson', 'nowhere/map.json'],
      /^souk-db: nowhere\/map\.json cannot be written/,
    ],
    ['a map in place of a folder', ['--geojson', '.'], /^souk-db: \. is a folder/],
    [
      'a folder and a server',
      ['--data-dir', 'shop', '--url', 'postgres://localhost'],
      /^error: option '--data-dir <folder>' cannot be used with option '--url <url>'$/,
    ],
  ])('refuses %s in one line', async (_, args, message) => {
    const { code, stdout, stderr } = await demo(args)
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
    expect(stderr.trim()).toMatch(message)
    expect(await leftBehind()).toEqual([])
  })

  it('refuses a folder that holds something else, and leaves it as it is', async () => {
    await mkdir(join(cwd, 'photos'))
    await writeFile(join(cwd, 'photos/dubai.jpg'), '')
    const { code, stderr } = await demo(['--data-dir', 'photos'])
    expect(code).toBe(64)
    expect(stderr).toMatch(/^souk-db: .*photos is not empty, and holds no embedded database$/m)
    expect(await readdir(join(cwd, 'photos'))).toEqual(['dubai.jpg'])
  })
})
