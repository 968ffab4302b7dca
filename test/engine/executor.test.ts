import { describe, expect, it } from 'vitest'
import { ConstraintError, DatabaseError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'

const { db } = await openMarket()

describe('an executor', () => {
  const count = query<{ readonly count: number }, { readonly id: number }>(
    'select id from generate_series(1, :count!::int) as id',
    { count: 'int4' },
  )

  it('gives all rows, one row, or null', async () => {
    expect(await db.many(count, { count: 2 })).toEqual([{ id: 1 }, { id: 2 }])
    expect(await db.one(count, { count: 1 })).toEqual({ id: 1 })
    expect(await db.maybeOne(count, { count: 0 })).toBeNull()
    expect(await db.execute(count, { count: 3 })).toBe(3)
  })

  it('refuses no row where one is asked for, and more than one', async () => {
    await expect(db.one(count, { count: 0 })).rejects.toBeInstanceOf(NotFoundError)
    await expect(db.one(count, { count: 2 })).rejects.toMatchObject({ code: 'database', sqlState: '21000' })
    await expect(db.maybeOne(count, { count: 2 })).rejects.toBeInstanceOf(DatabaseError)
  })

  it('runs a query without parameters', async () => {
    expect(await db.many(query<undefined, { readonly a: number }>('select 1 as a'))).toEqual([{ a: 1 }])
  })

  it('reads every type as its declaration says', async () => {
    const types = query<undefined, object>(`
      select
        true as bool, 7::int8 as int8, 1.50::numeric as numeric, 0.1::float8 as float8, '\\x00ff'::bytea as bytea,
        '2026-11-23'::date as date, '10:20:30'::time as time, '1 day'::interval as interval,
        '2026-11-23 02:19:00.123456+04'::timestamptz as timestamptz, '[1,{"a":null}]'::jsonb as jsonb,
        'both'::user_role as user_role, array['buyer', null]::user_role[] as user_roles,
        array['a,b', 'c"d']::text[] as texts, array[1, 2]::int8[] as int8s, 'Ali'::citext as citext,
        st_makepoint(55.25, 25.5)::geography as location,
        array[st_makepoint(1, 2)::geography, st_makepoint(3, 4)::geography] as locations,
        '1 2'::oidvector as oids, null::int8 as nothing`)
    expect(await db.one(types)).toEqual({
      bool: true,
      int8: 7,
      numeric: '1.50',
      float8: 0.1,
      bytea: Buffer.from([0, 255]),
      date: '2026-11-23',
      time: '10:20:30',
      interval: '1 day',
      timestamptz: new Date('2026-11-22T22:19:00.123Z'),
      jsonb: [1, { a: null }],
      userRole: 'both',
      userRoles: ['buyer', null],
      texts: ['a,b', 'c"d'],
      int8s: [1, 2],
      citext: 'Ali',
      location: { type: 'Point', coordinates: [55.25, 25.5] },
      locations: [
        { type: 'Point', coordinates: [1, 2] },
        { type: 'Point', coordinates: [3, 4] },
      ],
      oids: '1 2',
      nothing: null,
    })
  })

  it('sends every type so that the server reads it back the same', async () => {
    const values = {
      texts: ['a', 'b"c\\', null, ''],
      ids: [1, 2 ** 53 - 1],
      at: new Date('2026-11-23T02:19:00.123Z'),
      document: { a: ['سوق', null, 1.5] },
      bytes: Buffer.from([0, 1, 255]),
      place: { type: 'Point', coordinates: [55.27, 25.2] },
      places: [{ type: 'Point', coordinates: [55.27, 25.2] }, null],
    } as const
    const echo = query<typeof values, typeof values>(
      `select :texts!::text[] as texts, :ids!::int8[] as ids, :at!::timestamptz as at, :document!::jsonb as document,
        :bytes!::bytea as bytes, :place!::geography as place, :places!::geography[] as places`,
      {
        texts: 'text[]',
        ids: 'int8[]',
        at: 'timestamptz',
        document: 'jsonb',
        bytes: 'bytea',
        place: 'geography',
        places: 'geography[]',
      },
    )
    expect(await db.one(echo, values)).toEqual(values)
  })

  it('reads types that were made after the connection was', async () => {
    await db.execute(query<undefined, object>(`create type mood as enum ('calm', 'keen')`))
    expect(await db.one(query<undefined, object>(`select array['keen'::mood] as moods`))).toEqual({
      moods: ['keen'],
    })
  })

  it('goes on when the schema changes the result of a prepared statement', async () => {
    await db.execute(query<undefined, object>('create table changing (a int); '.replace('; ', '')))
    const read = query<undefined, object>('select * from changing')
    await db.execute(query<undefined, object>('insert into changing values (1)'))
    expect(await db.many(read)).toEqual([{ a: 1 }])
    await db.execute(query<undefined, object>(`alter table changing add column b text default 'new'`))
    expect(await db.many(read)).toEqual([{ a: 1, b: 'new' }])
  })

  it('keeps working after errors, on as few connections', async () => {
    const divide = query<{ readonly by: number }, object>('select 1 / :by!::int as result', { by: 'int4' })
    for (let tries = 0; tries < 5; tries++) {
      await expect(db.one(divide, { by: 0 })).rejects.toMatchObject({ sqlState: '22012' })
      expect(await db.one(divide, { by: 1 })).toEqual({ result: 1 })
    }
  })

  it('names the parameter that it refuses before anything is sent', async () => {
    await expect(db.many(count, { count: 1.5 })).rejects.toMatchObject({ field: 'count' })
    // A caller without TypeScript.
    const misspelt = { cuont: 1 } as unknown as { readonly count: number }
    await expect(db.many(count, misspelt)).rejects.toBeInstanceOf(InvalidInputError)
  })

  it("gives a service's own constraint by its name alone", async () => {
    await db.execute(
      query<undefined, object>(
        'create table invoices (number int constraint invoices_number_key unique constraint "toString" check (number > 0))',
      ),
    )
    const insert = query<{ readonly n: number }, object>('insert into invoices values (:n!)', { n: 'int4' })
    await db.execute(insert, { n: 1 })
    const [taken, negative] = await Promise.allSettled([
      db.execute(insert, { n: 1 }),
      db.execute(insert, { n: -1 }),
    ])
    const unknown = { constraint: null, table: 'invoices', columns: [] }
    expect(taken).toMatchObject({
      reason: { ...unknown, kind: 'unique', constraintName: 'invoices_number_key' },
    })
    expect(negative).toMatchObject({ reason: { ...unknown, kind: 'check', constraintName: 'toString' } })
  })

  it('tells which constraint refused a row, and leaks nothing of it', async () => {
    const insert = query<
      { readonly email: string; readonly username: string; readonly hash: string },
      object
    >('insert into users (email, username, password_hash) values (:email!, :username!, :hash!)')
    const user = { email: 'secret.person@example.com', username: 'secret_person', hash: 'hash-of-a-secret' }
    await db.execute(insert, user)
    const failures = await Promise.all([
      db.execute(insert, { ...user, username: 'another_person' }).catch((error: unknown) => error),
      db
        .execute(insert, { ...user, email: 'not an address', username: 'third_person' })
        .catch((error: unknown) => error),
    ])
    expect(failures[0]).toBeInstanceOf(ConstraintError)
    expect(failures[0]).toMatchObject({
      kind: 'unique',
      constraint: 'users_email_key',
      table: 'users',
      columns: ['email'],
      field: 'email',
      retryable: false,
    })
    expect(failures[1]).toMatchObject({
      kind: 'check',
      constraint: 'ck_users_email_shape',
      columns: ['email'],
    })
    const { inspect } = await import('node:util')
    for (const failure of failures) {
      expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(
        /secret|not an address|third_person/,
      )
    }
  })
})
