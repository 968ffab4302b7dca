import { inspect } from 'node:util'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type DatabaseOptions } from '../../src/database.js'
import { isSoukError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { Proxy } from '../setup/network/proxy.js'
import { recordStatements } from '../setup/engine/record-statements.js'

/** Stands in every value that is sent, so that a trace of any is found. */
const mark = 'c0ffee-of-somebody'
const password = `pass-${mark}`

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})

afterAll(async () => {
  await test.drop()
})

function shown(value: unknown): string {
  return [
    inspect(value, { depth: 20, showHidden: true, maxStringLength: null, getters: true }),
    value instanceof Error ? `${value.message} ${value.stack} ${JSON.stringify(value)}` : '',
  ].join('\n')
}

async function rejectionOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

const text = { text: 'text' }
const echo = (sql: string) => query<{ readonly text: string }, object>(sql, text)

/** Statements that the server refuses while it has the marked value at hand, by SQLSTATE. */
const refusals: readonly (readonly [string, ReturnType<typeof echo>])[] = [
  ['22P02', echo('select :text!::text::uuid as id')],
  ['22007', echo('select :text!::text::timestamptz as at')],
  ['22P02', echo('select :text!::text::json as json')],
  ['2201B', echo(`select 'x' ~ ('(' || :text!::text) as matches`)],
  ['42P01', echo(`select query_to_xml('select * from "' || :text!::text || '"', true, true, '') as rows`)],
  ['42704', echo('select :text!::text::regtype as type')],
  ['42704', echo('select set_config(:text!, :text!, true) as setting')],
  ['22023', echo(`select set_config('role', :text!, true) as setting`)],
  ['42704', echo('select current_setting(:text!) as setting')],
  ['42P01', echo('select nextval(:text!::text) as next')],
  ['42883', echo('select :text!::text::regproc as function')],
  ['3F000', echo('select :text!::text::regnamespace as schema')],
  ['3D000', echo(`select has_database_privilege(:text!::text, 'connect') as has`)],
  ['42703', echo(`select has_column_privilege('users', :text!::text, 'select') as has`)],
  ['42601', echo(`select to_tsquery(:text! || ' &') as query`)],
  ['42601', echo('select ts_stat(:text!) as words')],
  ['34000', echo(`select cursor_to_xml(:text!, 1, true, true, '') as xml`)],
  ['58P01', echo('select pg_read_file(:text!) as file')],
  ['2203A', echo(`select jsonb_path_query('{}', ('strict $."' || :text! || '"')::jsonpath) as value`)],
  ['42501', echo(`select raise_text(:text!, '42501') as nothing`)],
  ['23514', echo(`select raise_text(:text!, '23514') as nothing`)],
  ['23505', echo(`select raise_text(:text!, '23505') as nothing`)],
  ['40001', echo(`select raise_text(:text!, '40001') as nothing`)],
  ['57014', echo(`select raise_text(:text!, '57014') as nothing`)],
  ['55P03', echo(`select raise_text(:text!, '55P03') as nothing`)],
  ['0A000', echo(`select raise_text(:text!, '0A000') as nothing`)],
  ['42P01', echo(`select raise_text(:text!, '42P01') as nothing`)],
  ['P0001', echo(`select raise_text(:text!, 'P0001') as nothing`)],
  ['23505', echo(`insert into users (email, username) values (:text! || '@example.com', :text!)`)],
  ['23514', echo(`insert into users (email, username) values (:text!, 'somebody')`)],
  ['23502', echo('insert into users (email, username, full_name) values (null, :text!, :text!)')],
]

describe.each(transports)('nothing of what was sent, over %s', (transport) => {
  it('is in an error that the server made of it, nor in what telemetry tells', async () => {
    await using open = openOver(transport, { url: test.url })
    const { db } = open
    await db.execute(
      query<undefined, object>(
        `create or replace function raise_text(text text, state text) returns void language plpgsql as '
        begin raise exception ''%'', text using errcode = state, detail = text, hint = text, column = text, table = text,
          constraint = text, datatype = text, schema = text; end'`,
      ),
    )
    const username = mark.replaceAll('-', '_')
    const taken = { email: `${mark}@example.com`, username }
    await db.users.create({ id: newId(), ...taken }).catch(() => undefined)
    for (const [state, statement] of refusals) {
      const events = await recordStatements(async () => {
        for (const run of [
          () => db.many(statement, { text: state === '23505' ? username : mark }),
          () => db.transaction((tx) => tx.many(statement, { text: state === '23505' ? username : mark })),
        ]) {
          const error = await rejectionOf(run)
          expect(isSoukError(error), shown(error)).toBe(true)
          expect(shown(error), state).not.toMatch(/c0ffee/)
        }
      })
      expect(shown(events)).not.toMatch(/c0ffee/)
    }
  })

  it('is in an error of a lost connection, nor in one of a statement that was given up', async () => {
    await using proxy = await Proxy.to(test.url)
    await using open = openOver(transport, { url: proxy.url })
    proxy.decide = ({ code, from }) => (from === 'client' && code === 'B' ? 'cut' : 'pass')
    const statement = echo('select :text!::text as text')
    for (const run of [
      () => open.db.one(statement, { text: mark }),
      () => open.db.transaction((tx) => tx.one(statement, { text: mark })),
    ]) {
      const error = await rejectionOf(run)
      expect(error).toMatchObject({ code: 'connection' })
      expect(shown(error)).not.toMatch(/c0ffee/)
    }
  })
})

describe('a password', () => {
  const url = () => {
    const given = new URL(test.url)
    given.password = password
    return given
  }

  it.each<readonly [string, () => DatabaseOptions]>([
    ['in a url', () => ({ url: url().href })],
    ['in a field', () => ({ url: test.url, password })],
    ['of a function', () => ({ url: test.url, password: () => Promise.resolve(password) })],
    ['of a server that is not there', () => ({ url: Object.assign(url(), { port: '1' }).href })],
    [
      'of a host that has no address',
      () => ({ url: Object.assign(url(), { hostname: 'nowhere.invalid' }).href }),
    ],
    [
      "of a pool of pg's",
      () => ({ pool: new Pool({ connectionString: Object.assign(url(), { port: '1' }).href }) }),
    ],
  ])('%s is shown neither by the database nor by an error', async (_, options) => {
    const db = createDatabase(options())
    expect(shown(db)).not.toMatch(/c0ffee/)
    for (const run of [
      () => db.health(),
      () => db.transaction((tx) => tx.products.find(newId())),
      () => db.migrate(),
    ]) {
      const error = await run().catch((failure: unknown) => failure)
      expect(shown(error)).not.toMatch(/c0ffee/)
    }
    expect(shown(db)).not.toMatch(/c0ffee/)
    await db.close()
  })

  it.each(['postgres://souk:PASSWORD@[::1/db', 'not a url with PASSWORD', 'mysql://u:PASSWORD@h/d'])(
    'is not in the refusal of %s',
    (malformed) => {
      const given = malformed.replace('PASSWORD', password)
      let refusal: unknown
      try {
        createDatabase({ url: given })
      } catch (error) {
        refusal = error
      }
      expect(refusal).toMatchObject({ code: 'invalid_input', field: 'url' })
      expect(shown(refusal)).not.toMatch(/c0ffee/)
    },
  )
})
