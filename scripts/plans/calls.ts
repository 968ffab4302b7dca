/** The calls of repositories whose statements belong together: what one takes, another has computed. */

import type { Executor } from '../../src/engine/executor.js'
import { SqlConversationRepository } from '../../src/repositories/conversations/conversation-repository.js'
import { SqlMapRepository } from '../../src/repositories/map/map-repository.js'
import { SqlModerationRepository } from '../../src/repositories/moderation/moderation-repository.js'
import { SqlProductRepository } from '../../src/repositories/products/product-repository.js'
import { SqlSearchRepository } from '../../src/repositories/search/search-repository.js'
import { searchSorts, type SearchFilters } from '../../src/repositories/search/search.js'
import { SqlStreamRepository } from '../../src/repositories/streams/stream-repository.js'
import { SqlUserRepository } from '../../src/repositories/users/user-repository.js'
import { idOf } from './values.js'

/** The repositories whose calls are made, over an executor that keeps what they send. */
export interface Repositories {
  readonly conversations: SqlConversationRepository
  readonly map: SqlMapRepository
  readonly moderation: SqlModerationRepository
  readonly products: SqlProductRepository
  readonly search: SqlSearchRepository
  readonly streams: SqlStreamRepository
  readonly users: SqlUserRepository
}

/** A call, by what it is about. */
export interface Call {
  readonly note: string
  readonly run: (db: Repositories) => Promise<{ readonly nextCursor?: string | null }>
}

/** Makes repositories over an executor. */
export function repositoriesOf(executor: Executor): Repositories {
  return {
    conversations: new SqlConversationRepository(executor),
    map: new SqlMapRepository(executor),
    moderation: new SqlModerationRepository(executor),
    products: new SqlProductRepository(executor),
    search: new SqlSearchRepository(executor),
    streams: new SqlStreamRepository(executor),
    users: new SqlUserRepository(executor),
  }
}

const near = [55.27, 25.2] as const
const viewerId = idOf('users', 3)

const filters: Readonly<Record<string, SearchFilters>> = {
  all: {},
  'a category': { category: 'sneakers' },
  'a rare category': { category: 'books', feedType: 'community', condition: 'fair' },
  'a radius': { radiusMetres: 5_000 },
  'a large radius': { radiusMetres: 50_000 },
  prices: { minPriceMinor: 10_000, maxPriceMinor: 20_000 },
  'a box': { box: [55.2, 25.1, 55.3, 25.3] },
  'a seller': { sellerId: idOf('users', 1) },
  'a neighborhood': { neighborhood: 'Quarter 7' },
  'the last days': { createdAfter: new Date('2026-05-20T00:00:00Z') },
  'a tag': { tags: ['qdb'] },
}

/** Words of the seed that many listings have, some, and few. */
const texts = {
  'many match': 'qdb',
  'some match': 'iphone',
  'few match': 'qbkcbm',
  'no text': undefined,
} as const

function searches(): readonly Call[] {
  return searchSorts.flatMap((sort) =>
    Object.entries(texts)
      .filter(([, text]) => text !== undefined || sort !== 'relevance')
      .flatMap(([words, text]) =>
        Object.entries(filters).flatMap(([name, filter]) => {
          const input = { text, sort, currency: 'AED', near, ...filter }
          const about = `search by ${sort}, ${words}, ${name}`
          const asked: Call[] = [
            { note: about, run: ({ products }) => products.search(input) },
            {
              note: `${about}, whole rows`,
              run: ({ products }) => products.search({ ...input, columns: 'all' }),
            },
          ]
          if (name !== 'all') return asked
          return [
            ...asked,
            {
              note: `${about}, for a viewer`,
              run: ({ products }) => products.search({ ...input, viewerId }),
            },
            {
              note: `${about}, next page`,
              async run({ products }) {
                const { nextCursor } = await products.search(input)
                return products.search({ ...input, cursor: nextCursor })
              },
            },
            {
              note: `${about}, counted`,
              run: ({ products }) => products.search({ ...input, withTotal: true, withSnippets: true }),
            },
          ]
        }),
      ),
  )
}

function facets(): readonly Call[] {
  return Object.entries(texts).flatMap(([words, text]) =>
    Object.entries(filters).map(([name, filter]) => ({
      note: `facets, ${words}, ${name}`,
      async run({ search }: Repositories) {
        await search.facetCounts({ text, currency: 'AED', near, ...filter })
        return {}
      },
    })),
  )
}

const places = { 'in a city': near, 'in the country': [52.3, 26.1], 'in a desert': [20, 20] } as const
const radii = { metres: 10, city: 5_000, country: 50_000, 'half the Earth': 20_000_000 } as const
const rows = {
  all: {},
  'a category': { category: 'sneakers' },
  'a rare category': { category: 'books' },
  'a rare condition': { condition: 'fair' },
  'a rare currency': { currency: 'USD', minPriceMinor: 1 },
} as const
const walks = { ...rows, 'a viewer': { viewerId } } as const

/** A page, the next one, and one some pages further on. */
function paged(
  note: string,
  page: (db: Repositories, cursor: string | null) => Promise<{ readonly nextCursor: string | null }>,
): readonly Call[] {
  const after = (pages: number) => async (db: Repositories) => {
    let cursor: string | null = null
    for (let n = 0; n < pages; n++) ({ nextCursor: cursor } = await page(db, cursor))
    return page(db, cursor)
  }
  return [
    { note, run: after(0) },
    { note: `${note}, next page`, run: after(1) },
  ]
}

function around(): readonly Call[] {
  return Object.entries(places).flatMap(([place, origin]) =>
    Object.entries(radii).flatMap(([radius, radiusMetres]) => [
      ...Object.entries(walks).flatMap(([name, filter]) =>
        paged(`nearby ${place}, ${radius}, ${name}`, ({ products }, cursor) =>
          products.nearby({ near: origin, radiusMetres, ...filter, cursor }),
        ),
      ),
      ...paged(`whole rows nearby ${place}, ${radius}`, ({ products }, cursor) =>
        products.nearby({ near: origin, radiusMetres, cursor, columns: 'all' }),
      ),
      ...[{}, { viewerId }].flatMap((viewer) => [
        ...paged(`users nearby ${place}, ${radius}`, ({ users }, cursor) =>
          users.nearby({ near: origin, radiusMetres, ...viewer, cursor }),
        ),
        ...[{}, { category: 'books' } as const].flatMap((filter) =>
          paged(`streams nearby ${place}, ${radius}`, ({ streams }, cursor) =>
            streams.nearby({ near: origin, radiusMetres, ...viewer, ...filter, cursor }),
          ),
        ),
      ]),
    ]),
  )
}

const boxes = {
  'of streets': [55.25, 25.19, 55.27, 25.21],
  'of a city': [55.0, 24.9, 55.6, 25.5],
  'of a country': [51, 22, 57, 27],
  'of the world': [-180, -90, 180, 90],
  'across the antimeridian': [20, -60, -20, 60],
} as const

function boxed(): readonly Call[] {
  const chosen = [
    { category: ['sneakers', 'books'] },
    { condition: ['new', 'fair'] },
    { feedType: ['discover', 'community'] },
    { currency: ['AED', 'USD'], minPriceMinor: [1_000, 1_000] },
    { currency: ['AED', 'USD'], maxPriceMinor: [90_000, 90_000] },
    { viewerId: [viewerId, idOf('users', 234)] },
  ]
  return combined(chosen).flatMap((combination) =>
    ['common', 'rare'].flatMap((name, which) => {
      const filter = nth(combination, which)
      return [boxes['of a city'], boxes['across the antimeridian']].flatMap((bounds) =>
        paged(`map of ${name} products`, ({ map }, cursor) => map.products({ bounds, ...filter, cursor })),
      )
    }),
  )
}

const views = [
  ['of the world', 0],
  ['of the world', 2],
  ['across the antimeridian', 3],
  ['of a country', 8],
  ['of a city', 11],
  ['of a city', 12],
  ['of streets', 15],
  ['of streets', 18],
] as const

function maps(): readonly Call[] {
  const clusters = views.flatMap(([box, zoom]) =>
    [{}, { category: 'books' } as const, { withSamples: true }].map((filter) => ({
      note: `clusters ${box}, zoom ${zoom}`,
      async run({ map }: Repositories) {
        await map.clusters({ bounds: boxes[box], zoom, ...filter })
        return {}
      },
    })),
  )
  const tiles = [0, 4, 8, 11, 14, 16, 18].flatMap((z) =>
    [{}, { category: 'books' } as const].map((filter) => ({
      note: `tile, zoom ${z}`,
      async run({ map }: Repositories) {
        const [longitude, latitude] = near
        const radians = (latitude * Math.PI) / 180
        const x = Math.floor(((longitude + 180) / 360) * 2 ** z)
        const y = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z)
        await map.tile({ z, x, y, ...filter })
        return {}
      },
    })),
  )
  return [...boxed(), ...clusters, ...tiles]
}

/** The log of moderation by what is often there, and by what is rare. */
function logs(): readonly Call[] {
  const filters = [
    { subjectId: [idOf('products', 1), idOf('products', 234)] },
    { userId: [idOf('users', 1), idOf('users', 234)] },
    { moderatorId: [idOf('users', 8), idOf('users', 7)] },
  ]
  return combined(filters).flatMap((filter) =>
    ['common', 'rare'].flatMap((name, which) =>
      paged(`log of moderation, ${name}`, ({ moderation }, cursor) =>
        moderation.listActions({ adminId: idOf('users', 7), ...nth(filter, which), cursor }),
      ),
    ),
  )
}

type Choices = Readonly<Record<string, readonly unknown[]>>

/** All subsets of filters. */
function combined(filters: readonly Choices[]): readonly Choices[] {
  return filters.reduce<readonly Choices[]>(
    (shorter, one) => [...shorter, ...shorter.map((other) => ({ ...other, ...one }))],
    [{}],
  )
}

/** The common values of filters, or the rare ones. */
function nth(filters: Choices, which: number): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(filters).map(([name, pair]) => [name, pair[which]]))
}

/** All calls. */
export const calls: readonly Call[] = [...searches(), ...facets(), ...around(), ...maps(), ...logs()]

/** The first pages that a marketplace's users look at: what they cost is not to depend on how much there is. */
export const firstPages: readonly Call[] = [
  { note: 'feed', run: ({ products }) => products.feed({}) },
  {
    note: 'feed of a category, for a viewer',
    run: ({ products }) => products.feed({ category: 'sneakers', viewerId }),
  },
  { note: 'inbox', run: ({ conversations }) => conversations.inbox({ userId: idOf('users', 2) }) },
  { note: 'nearby, 5 km', run: ({ products }) => products.nearby({ near, radiusMetres: 5_000 }) },
  {
    note: 'nearby, 50 km, a rare category',
    run: ({ products }) => products.nearby({ near, radiusMetres: 50_000, category: 'books' }),
  },
  {
    note: 'search of a common word, newest first',
    run: ({ products }) => products.search({ text: texts['many match'], sort: 'newest' }),
  },
  {
    note: 'search of a common word, by relevance',
    run: ({ products }) => products.search({ text: texts['many match'] }),
  },
  {
    note: 'search of a common word, nearest first',
    run: ({ products }) => products.search({ text: texts['many match'], sort: 'nearest', near }),
  },
  { note: 'map, products of streets', run: ({ map }) => map.products({ bounds: boxes['of streets'] }) },
  { note: 'map, clusters of a city', run: ({ map }) => clustered(map, 'of a city', 11) },
  { note: 'map, clusters of the world', run: ({ map }) => clustered(map, 'of the world', 2) },
]

async function clustered(map: SqlMapRepository, box: keyof typeof boxes, zoom: number): Promise<object> {
  await map.clusters({ bounds: boxes[box], zoom })
  return {}
}
