import { describe, expect, it } from 'vitest'
import { encoderFor } from '../../src/engine/values/encode.js'
import { buildRowBuilder } from '../../src/engine/values/row-builder.js'
import { loopReader } from '../../src/engine/wire/row-reader.js'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { openBare } from '../setup/engine/open-bare.js'

/** Names that every object has something under. */
const inherited = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__', '__defineGetter__']
const columns = inherited
  .map((name) => `'x'::text as "${name}", '{"a":1}'::jsonb as "${name} json"`)
  .join(', ')
const odd = query<undefined, object>(`select ${columns}`)
const echo = query<object, { readonly given: string | null }>('select :constructor::text as given', {
  constructor: 'text',
})
const optional = query<object, { readonly n: number }>(
  'select 1 as n /*[if limit]*/ where :limit::int4 > 1 /*[end]*/',
  { limit: 'int4' },
)
const json = query<object, { readonly given: unknown }>('select :value::jsonb as given', { value: 'jsonb' })

const { test } = await openBare()

/** Runs `work` while every object of the process inherits these properties. */
async function polluted<T>(
  properties: Readonly<Record<string, unknown>>,
  work: () => Promise<T>,
): Promise<T> {
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(Object.prototype, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    })
  }
  try {
    return await work()
  } finally {
    for (const name of Object.keys(properties)) Reflect.deleteProperty(Object.prototype, name)
  }
}

describe.each(transports)('over %s', (transport) => {
  it('columns have the names of what every object inherits', async () => {
    await using open = openOver(transport, { url: test.url })
    const row = await open.db.one(odd)
    for (const name of inherited) {
      const key = name === '__proto__' ? '_Proto__' : name === '__defineGetter__' ? '_DefineGetter__' : name
      expect(Object.getOwnPropertyDescriptor(row, key)).toMatchObject({ value: 'x', enumerable: true })
    }
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
  })

  it('a parameter called constructor is what the caller gave, and null if nothing', async () => {
    await using open = openOver(transport, { url: test.url })
    expect(await open.db.one(echo, { constructor: 'mine' })).toEqual({ given: 'mine' })
    expect(await open.db.one(echo, {})).toEqual({ given: null })
    expect(await open.db.one(echo, Object.create(null) as object)).toEqual({ given: null })
  })

  it('what Object.prototype was given changes no statement', async () => {
    await using open = openOver(transport, { url: test.url })
    const run = () => Promise.all([open.db.many(optional, {}), open.db.one(json, { value: { a: 1 } })])
    const clean = await run()
    expect(await polluted({ limit: 1, surprise: 'x' }, run)).toEqual(clean)
  })

  it.each([
    ['a Map', new Map([['limit', 2]])],
    ['an array', [2]],
    ['a number', 5],
    ['a string', 'limit'],
    ['a Date', new Date(0)],
    [
      'an instance of a class',
      new (class {
        // It is found on the class, and not on the instance.
        get limit() {
          return this.two - 0
        }

        get two() {
          return Math.trunc(2.5)
        }
      })(),
    ],
  ])('parameters are not %s', async (_, given) => {
    await using open = openOver(transport, { url: test.url })
    await expect(open.db.many(optional, given as object)).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'parameters',
      outcome: 'not_run',
    })
  })

  it.each<readonly [string, () => object, string]>([
    [
      'a getter that throws',
      () => ({
        get value(): unknown {
          throw new Error('canary')
        },
      }),
      'value',
    ],
    [
      'a getter within that throws',
      () => ({
        value: {
          get a(): unknown {
            throw new Error('canary')
          },
        },
      }),
      'value',
    ],
    [
      'a toJSON that throws',
      () => ({
        value: {
          toJSON() {
            throw new TypeError('canary')
          },
        },
      }),
      'value',
    ],
    [
      'a Proxy that throws',
      () => ({
        value: new Proxy(
          {},
          {
            ownKeys() {
              throw new Error('canary')
            },
          },
        ),
      }),
      'value',
    ],
    [
      'a revoked Proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        return { value: proxy }
      },
      'value',
    ],
    [
      'a circle',
      () => {
        const value: Record<string, unknown> = {}
        value['value'] = value
        return { value }
      },
      'value',
    ],
    [
      'parameters that are a revoked Proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        return proxy
      },
      'parameters',
    ],
  ])('%s is refused by the name of its parameter', async (_, make, field) => {
    await using open = openOver(transport, { url: test.url })
    const error: unknown = await open.db.one(json, make()).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ code: 'invalid_input', field, outcome: 'not_run' })
    expect(String(error)).not.toContain('canary')
    // The connection is none the worse.
    expect(await open.db.one(json, { value: 1 })).toEqual({ given: 1 })
  })
})

describe('the readers of rows', () => {
  const keys = ['id', 'constructor', 'toString']

  it('give own properties where Object.prototype is frozen, compiled or not', () => {
    const bytes = Buffer.concat([
      Buffer.from([0, 3]),
      ...['1', '2', '3'].map((text) => Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from(text)])),
    ])
    const plain = keys.map(() => ({ fromText: null }))
    const row = loopReader(keys, plain)(bytes, 0, bytes.length)
    expect(Object.entries(row)).toEqual(keys.map((key, index) => [key, String(index + 1)]))
    const fields = keys.map((name) => ({ name, dataTypeID: 25 }))
    expect(Object.entries(buildRowBuilder(fields, plain)(['1', '2', '3']))).toEqual(Object.entries(row))
  })
})

describe('encoderFor', () => {
  it.each(inherited)('takes a type called %s for one that it does not know', (type) => {
    expect(encoderFor(type, {})('text', 'field')).toBe('text')
    expect(encoderFor(`${type}[]`, {})(['text'], 'field')).toBe('{"text"}')
  })
})
