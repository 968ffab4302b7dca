/** Words in English and Arabic: spellings, stems, synonyms, the syntax of a query, errors of typing and suggestions. */

import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { feedTypes, productCategories, productConditions } from '../../generated/enums.js'
import { normalizeWords, stemWord } from '../../src/repositories/search/normalize-words.js'
import { editsBetween } from '../../src/repositories/search/correct-text.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { locales, openInLocale, type LocaleName } from '../setup/schema/open-in-locale.js'

const { db, test } = await openMarket()
const { id: sellerId } = await db.users.create(sampleUser())

const titles = [
  'آيفون ١٣ برو ماكس مستعمل',
  'iPhone 13 Pro, like new',
  'سَيَّارَة تويوتا كورولا للبيع',
  'سيارات أطفال كهربائية',
  'كتـــاب الأدب العربي',
  'كتب مدرسية للصف الخامس',
  'عطر عود فاخر',
  'لابتوب ديل مستعمل',
  'Running shoes, size 42',
  'Café table with chairs',
  'شقة مفروشة في دبي مارينا',
  'مكتبة خشبية كبيرة',
  'ساعة رولكس أصلية',
  'New Balance 550 sneakers',
  'A balance for the new kitchen',
  'حقيبة يد نسائية',
  'فساتين سهرة',
  'ﻻﺑﺘﻮﺏ ﻟﻴﻨﻮﻓﻮ',
] as const

beforeAll(async () => {
  await db.products.createMany([
    ...titles.map((title) => sampleProduct(sellerId, { title })),
    sampleProduct(sellerId, {
      title: 'Box',
      description: 'It holds a porcelain teapot.',
      tags: ['كؤوس', 'gift set'],
    }),
    sampleProduct(sellerId, { title: 'Porcelain figure' }),
  ])
  await db.search.collectTerms({ limit: 1_000 })
})

async function found(text: string): Promise<readonly string[]> {
  const { items, correctedQuery } = await db.products.search({ text })
  expect(correctedQuery).toBeNull()
  return items.map(({ title }) => title).toSorted()
}

describe('a search', () => {
  it.each<[what: string, text: string, found: readonly string[]]>([
    ['a brand in the other script', 'iphone', [titles[0], titles[1]]],
    ['a brand in the other script, with an article', 'الآيفون', [titles[0], titles[1]]],
    ['digits of either kind', 'ايفون ١٣', [titles[0], titles[1]]],
    ['a number written together with its word', 'iphone13', [titles[0], titles[1]]],
    ['a hyphen within a word', 'iPhone-13', [titles[0], titles[1]]],
    ['no diacritics', 'سيارة', [titles[2], titles[3]]],
    ['diacritics', 'سَيَّارات', [titles[2], titles[3]]],
    ['tatweel', 'كتاب', [titles[4], titles[5]]],
    ['a broken plural', 'كُتُب', [titles[4], titles[5]]],
    ['another form of alef', 'ادب', [titles[4]]],
    ['a ta marbuta for a ha', 'مكتبه', [titles[11]]],
    ['the article', 'الساعة', [titles[12]]],
    ['the plural of a borrowed word', 'حقائب', [titles[15]]],
    ['a singular', 'فستان', [titles[16]]],
    ['presentation forms', 'لابتوب', [titles[7], titles[17]]],
    ['a Persian letter', 'لابتوب دیل', [titles[7]]],
    ['a synonym in the other script', 'laptop', [titles[7], titles[17]]],
    ['an English stem', 'run', [titles[8]]],
    ['a Latin accent', 'cafe', [titles[9]]],
    ['a word and what stands before it', 'وشقة بدبي', []],
    ['a preposition that has no weight', 'شقة في دبي', [titles[10]]],
    ['two words anywhere', 'new balance', [titles[13], titles[14]]],
    ['a phrase', '"new balance"', [titles[13]]],
    ['a phrase in other quotation marks', '«new balance»', [titles[13]]],
    ['either of two words', 'rolex or cafe', [titles[9], titles[12]]],
    ['either of two words in Arabic', 'عطر او شقة', [titles[6], titles[10]]],
    ['an excluded word', 'new -balance', [titles[1]]],
    ['an excluded word that is parted', 'new -balance550', [titles[1], titles[14]]],
    ['an excluded word with a hyphen', 'shoes -t-shirt', [titles[8]]],
    ['an excluded word in Arabic', 'لابتوب -ديل', [titles[17]]],
    ['a tag', 'كاس', ['Box']],
  ])('finds %s', async (_, text, expected) => {
    expect(await found(text)).toEqual(expected.toSorted())
  })

  it('ranks the title above the description', async () => {
    const { items } = await db.products.search({ text: 'porcelain' })
    expect(items.map(({ title }) => title)).toEqual(['Porcelain figure', 'Box'])
    expect(items[0]?.rank).toBeGreaterThan(items[1]?.rank ?? Infinity)
  })

  it.each(['the', '-iphone', '!!!', '" "', 'the or -lamp', 'iphone or -rug', "'&|<->:*"])(
    'finds nothing for %j, which has no word to look for',
    async (text) => {
      const page = await db.products.search({ text, withTotal: true })
      expect(page).toEqual({
        items: [],
        nextCursor: null,
        isComplete: true,
        correctedQuery: null,
        total: { count: 0, isMore: false },
      })
      expect((await db.search.facetCounts({ text })).categories).toEqual([])
    },
  )

  it('finds by the synonyms of a service, at once', async () => {
    const insert = query<undefined, object>(
      "insert into search_synonyms (term, expansions) values ('جزمة', '{running shoes}')",
    )
    await db.execute(insert)
    expect(await found('جزمة')).toEqual([titles[8]])
  })

  it('marks the words of the query in either language', async () => {
    const { items } = await db.products.search({ text: 'الكتاب', withSnippets: true })
    const marked = items.map(({ snippets }) =>
      snippets?.title.filter(({ isMatch }) => isMatch).map(({ text }) => text),
    )
    expect(marked.toSorted()).toEqual([['كتب'], ['كتـــاب']].toSorted())
    for (const { title, snippets } of items) {
      expect(snippets?.title.map(({ text }) => text).join('')).toBe(title)
    }
    const running = await db.products.search({ text: 'run', withSnippets: true })
    expect(running.items[0]?.snippets?.title).toEqual([
      { text: 'Running', isMatch: true },
      { text: ' shoes, size 42', isMatch: false },
    ])
  })
})

describe('errors of typing', () => {
  beforeAll(async () => {
    const few = Array.from({ length: 4 }, (_, n) => sampleProduct(sellerId, { title: `Nike bicycle ${n}` }))
    await db.products.createMany(few)
    await db.search.collectTerms({ limit: 1_000 })
  })

  it.each([
    ['bicylce', 'bicycle'],
    ['bicycel', 'bicycle'],
    ['nkie', 'nike'],
    ['nikke', 'nike'],
    ['Nkie bicylce', 'nike bicycle'],
    ['bicylce -iphone13 -"new nkie"', 'bicycle -iphone13 -"new nkie"'],
  ])('are corrected: %s', async (text, correctedQuery) => {
    const first = await db.products.search({ text, limit: 2, withTotal: true })
    expect(first.correctedQuery).toBe(correctedQuery)
    expect(first.total).toEqual({ count: 4, isMore: false })
    const next = await db.products.search({ text, limit: 2, withTotal: true, cursor: first.nextCursor })
    expect(next.correctedQuery).toBe(correctedQuery)
    expect(next.nextCursor).toBeNull()
    expect(new Set([...first.items, ...next.items].map(({ id }) => id)).size).toBe(4)
  })

  it('are left alone if nothing is like them', async () => {
    expect(await db.products.search({ text: 'zzyzx' })).toMatchObject({ items: [], correctedQuery: null })
  })

  it('are counted by letters, a swap as one', () => {
    expect(editsBetween('nkie', 'nike')).toBe(1)
    expect(editsBetween('iphone', 'iphone')).toBe(0)
    expect(editsBetween('', 'abc')).toBe(3)
    expect(editsBetween('kitten', 'sitting')).toBe(3)
  })
})

it('begins to collect anew beside a collection, and counts each word once', async (context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
  const counts = () =>
    db.many(
      query<undefined, object>('select term, listing_count from search_terms order by term collate "C"'),
    )
  await db.search.collectTerms({ limit: 1_000, isAnew: true })
  const expected = await counts()
  await db.products.create(sampleProduct(sellerId, { title: 'Bicycle zeppelin' }))
  const anew = await db.transaction(async (tx) => {
    await tx.search.collectTerms({ limit: 1_000 })
    const waiting = db.search.collectTerms({ limit: 1_000, isAnew: true })
    await setTimeout(100)
    return [waiting] as const
  })
  await Promise.all(anew)
  const found = await counts()
  expect(found.length).toBe(expected.length + 1)
  await db.search.collectTerms({ limit: 1_000, isAnew: true })
  expect(await counts()).toEqual(found)
  await db.execute(query<undefined, object>("delete from products where title = 'Bicycle zeppelin'"))
  await db.search.collectTerms({ limit: 1_000, isAnew: true })
})

it('keeps a query small, however many words stand for each other', async () => {
  const words = Array.from({ length: 15 }, (_, n) => `alike${'abcdefghijklmno'[n] ?? ''}`)
  const add = query<{ readonly words: readonly string[] }, object>(
    `insert into search_synonyms (term, expansions)
    select term, array_remove(:words::text[], term)
    from unnest(:words::text[]) as term`,
  )
  await db.execute(add, { words })
  const parsed = query<{ readonly text: string }, { readonly nodes: number }>(
    'select numnode(souk_query(:text::text)) as nodes',
  )
  const { nodes } = await db.one(parsed, { text: words.join(' ') })
  expect(nodes).toBeGreaterThan(29)
  expect(nodes).toBeLessThan(2_000)
})

describe('suggestions', () => {
  it.each([
    ['b', 'bicycle'],
    ['bi', 'bicycle'],
    ['bic', 'bicycle'],
    ['BICY', 'bicycle'],
    ['آيف', 'ايفون'],
    ['gift s', 'gift set'],
    ['bicylce', 'bicycle'],
  ])('for %s have the most frequent word first', async (text, term) => {
    const [first] = await db.search.suggest({ text })
    expect(first?.term).toBe(term)
  })

  it('are none of signs alone, nor of words that nobody has', async () => {
    expect(await db.search.suggest({ text: '!' })).toEqual([])
    expect(await db.search.suggest({ text: 'zzyzx' })).toEqual([])
  })

  it('leave a service the likeness that it chose for its own statements', async () => {
    const likeness = query<undefined, { readonly threshold: string }>(
      `select current_setting('pg_trgm.similarity_threshold') as threshold`,
    )
    await db.transaction(async (tx) => {
      await tx.one(query<undefined, object>(`select set_config('pg_trgm.similarity_threshold', '0.7', true)`))
      expect((await tx.search.suggest({ text: 'bicylce' }))[0]?.term).toBe('bicycle')
      expect(await tx.one(likeness)).toEqual({ threshold: '0.7' })
    })
  })

  it('are of all listings once they were collected anew', async () => {
    await db.execute(query<undefined, object>("delete from products where title = 'Nike bicycle 0'"))
    expect(await db.search.suggest({ text: 'bic' })).toEqual([{ term: 'bicycle', listingCount: 4 }])
    expect(await db.search.collectTerms({ limit: 1, isAnew: true })).toBe(1)
    expect(await db.search.suggest({ text: 'bic' })).toEqual([])
    expect(await db.search.collectTerms({ limit: 10_000 })).toBe(titles.length + 4)
    expect(await db.search.collectTerms({ limit: 10_000 })).toBe(0)
    expect(await db.search.suggest({ text: 'bic' })).toEqual([{ term: 'bicycle', listingCount: 3 }])
  })
})

describe('the functions of words', () => {
  const normalize = query<
    { readonly texts: readonly string[] },
    { readonly normal: string; readonly stem: string }
  >(
    `select souk_normalize(given.text) as normal, souk_stem(souk_normalize(given.text)) as stem
    from unnest(:texts::text[]) with ordinality as given (text, place) order by given.place`,
    { texts: 'text[]' },
  )

  async function expectSameWords(on: Database): Promise<void> {
    const words = [
      'IPHONE 15 PRO',
      'IPHONE آيفون',
      'İstanbul',
      ...titles,
      'ÀÉÎõü ﬁ №',
      'A-B-c3po',
      'ـــ',
      '۱۲۳ ٣٤',
      'ؤئإأٱ',
      'Straße',
      'وردة',
      'الي',
      'ﷺ',
      '👟 x',
    ]
    const rows = await on.many(normalize, { texts: words })
    expect(words.map(normalizeWords)).toEqual(rows.map(({ normal }) => normal))
    const single = words
      .flatMap((text) => normalizeWords(text).split(' '))
      .filter((word) => !/^(?:في|من|علي|عن|مع|الي)$/.test(word))
    const stems = await on.many(normalize, { texts: single })
    expect(single.map(stemWord)).toEqual(stems.map(({ stem }) => stem))
  }

  it('are the same on the server and here', () => expectSameWords(db))

  it.for(Object.keys(locales) as readonly LocaleName[])(
    'are the same in a database of %s, and so is what is found',
    async (locale, context) => {
      const url = await openInLocale(locale)
      if (url === null) return context.skip('the embedded server has one database, of one locale')
      const other = createDatabase({ url })
      onTestFinished(() => other.close())
      await other.migrate()
      await expectSameWords(other)
      const seller = await other.users.create(sampleUser())
      const [phone = '', cars = ''] = await other.products.createMany(
        ['IPHONE 15', 'السيارات الكهربائية'].map((title) => sampleProduct(seller.id, { title })),
      )
      const idsOf = async (text: string) => (await other.products.search({ text })).items.map(({ id }) => id)
      for (const text of ['iphone', 'IPHONE', 'iPhone15', 'آيفون']) expect(await idsOf(text)).toEqual([phone])
      for (const text of ['سيارة', 'وبالسيارات', 'كهربائي']) expect(await idsOf(text)).toEqual([cars])
    },
  )
})

it.each([
  ['product_category', 'souk_category_code', productCategories],
  ['product_condition', 'souk_condition_code', productConditions],
  ['feed_type', 'souk_feed_code', feedTypes],
] as const)('numbers every value of %s as the facets of a search do', async (type, code, values) => {
  const numbered = query<undefined, { readonly value: string; readonly code: number }>(
    `select value::text, ${code}(value)::integer as code from unnest(enum_range(null::${type})) as one (value)`,
  )
  const rows = await db.many(numbered)
  expect(rows).toStrictEqual(values.map((value, index) => ({ value, code: index + 1 })))
})
