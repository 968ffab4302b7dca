/** One person has one account, whatever the database's locale; and the migration that makes it so of rows from before. */

// Thorough: migrates databases of before, several times.

import { Client, DatabaseError } from 'pg'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { ConstraintError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { openBefore, type DatabaseBefore } from '../setup/schema/open-before.js'
import { locales, openInLocale, type LocaleName } from '../setup/schema/open-in-locale.js'

const { db } = await openMarket()

const insert = query<{ readonly email: string; readonly username: string }, object>(
  'insert into users (email, username) values (:email!, :username!)',
)

async function expectOneAccountEach(on: Database): Promise<void> {
  const ida = await on.users.create({ email: 'ida@example.com', username: 'ida' })
  for (const email of [
    'IDA@example.com',
    'ｉｄａ@example.com',
    'ida@EXAMPLE.COM.',
    'ida@exam\u200Bple.com',
  ]) {
    const error = await rejection(on.users.create({ email, username: 'another' }), ConstraintError)
    expect(error).toMatchObject({ constraint: 'users_email_key', field: 'email' })
    expect((await on.users.findAccountByEmail(email))?.id).toBe(ida.id)
    expect((await on.users.findCredentials({ email }))?.id).toBe(ida.id)
  }
  const taken = on.users.create({ email: 'other@example.com', username: 'IDA' })
  expect(await rejection(taken, ConstraintError)).toMatchObject({
    constraint: 'users_username_key',
    columns: ['username'],
    field: 'username',
  })
  expect((await on.users.findProfileByUsername('IDA'))?.id).toBe(ida.id)
  expect((await on.users.findCredentials({ username: 'IdA' }))?.id).toBe(ida.id)

  const accented = await on.users.create({ email: 'É.Ï@example.com', username: 'accented' })
  const decomposed = 'e\u0301.i\u0308@example.com'
  expect((await on.users.findAccountByEmail(decomposed))?.id).toBe(accented.id)
  const inBulk = on.users.createMany([{ id: newId(), email: decomposed, username: 'in.bulk' }])
  expect((await rejection(inBulk, ConstraintError)).constraint).toBe('users_email_key')

  const own = await rejection(
    on.execute(insert, { email: 'IDA@example.com', username: 'own' }),
    ConstraintError,
  )
  expect(own.constraint).toBe('ck_users_email_spelling')
}

describe('an account', () => {
  it('is one for all spellings of its address and name', () => expectOneAccountEach(db))

  it.for(Object.keys(locales) as readonly LocaleName[])(
    'is one in a database of %s',
    async (locale, context) => {
      const url = await openInLocale(locale)
      if (url === null) return context.skip('the embedded server has one database, of one locale')
      const other = createDatabase({ url })
      onTestFinished(() => other.close())
      await other.migrate()
      await expectOneAccountEach(other)
    },
  )
})

describe('a statement of a service’s own', () => {
  it.each([
    ['capitals', 'Ida@example.com'],
    ['a decomposed accent', 'e\u0301@example.com'],
    ['a full-width letter', 'ｉda@example.com'],
    ['a zero-width space', 'i\u200Bda@example.com'],
    ['a byte order mark', '\uFEFFida@example.com'],
    ['a variation selector', 'i\uFE0Fda@example.com'],
    ['a dot at its end', 'ida@example.com.'],
    ['a domain that is not in ASCII', 'ida@bücher.example'],
  ])('cannot store an address with %s', async (_, email) => {
    const error = await rejection(db.execute(insert, { email, username: 'own.statement' }), ConstraintError)
    expect(error).toMatchObject({ kind: 'check', constraint: 'ck_users_email_spelling', field: 'email' })
  })
})

describe('the migration of identity', () => {
  let database: DatabaseBefore

  beforeEach(async () => {
    database = await openBefore('identity')
  })
  afterEach(() => database.close())

  async function insertUsers(...emails: readonly string[]): Promise<void> {
    for (const [index, email] of emails.entries()) {
      await database.client.query('insert into users (email, username) values ($1, $2)', [
        email,
        `User${index}`,
      ])
    }
  }

  it('spells each address from before as the reader does', async () => {
    const emails = [
      'plain@example.com',
      'Capitals@Example.COM',
      'dotted@example.com.',
      '"quoted"@example.com',
      'ｗｉｄｅ＠example.com',
      'zero\u200Bwidth@example.com',
      'de\u0301composed@example.com',
      'umlaut@Bücher.example',
      'arabic@مثال.إمارات',
      'chinese@他们为什么不说中文.example',
      'mixed@3年B組金八先生.example',
      'all.of.them@ひとつ屋根の下2。例え.テスト',
      'hindi@यहलोगहिन्दीक्योंनहींबोलसकतेहैं.example',
    ].map((email) => email.replace('＠', '@'))
    await insertUsers(...emails)
    await database.migrate()
    const { rows } = await database.client.query<{ email: string }>(
      'select email from users order by username',
    )
    const { emailAddress } = await import('../../src/input/email-address.js')
    const read = emails.map((email) => emailAddress(email.replace('\u200B', ''), 'email'))
    expect(rows.map(({ email }) => email).toSorted()).toEqual(read.toSorted())
  })

  it('spells capitals with accents small too', async () => {
    await insertUsers('ÉMILE@example.com', 'Ørsted@example.com')
    await database.migrate()
    const { rows } = await database.client.query<{ email: string }>(
      'select email from users order by username',
    )
    expect(rows).toEqual([{ email: 'émile@example.com' }, { email: 'ørsted@example.com' }])
  })

  it('is refused while two accounts have one address, says how to find them, and changes nothing', async () => {
    await insertUsers('ida@example.com', 'ida@example.com.', 'ＩＤＡ@example.com', 'other@example.com')
    const error: unknown = await database.migrate().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DatabaseError)
    const { message, hint = '' } = error as DatabaseError
    expect(message).toBe('several users have one e-mail address, in several spellings')
    expect(`${message} ${hint}`).not.toContain('ida')
    const { rows } = await database.client.query<{ array_agg: string[] }>(hint.replace('find them: ', ''))
    expect(rows.map((row) => row.array_agg.length)).toEqual([3])
    const { rows: kept } = await database.client.query(`select from users where email = 'ida@example.com.'`)
    expect(kept).toHaveLength(1)
  })
})

describe('the migration of identity in a Turkish database', () => {
  it('is refused while two accounts have one name', async (context) => {
    const url = await openInLocale('a Turkish locale of ICU')
    if (url === null) return context.skip('the embedded server has one database, of one locale')
    await using database = await openBefore('identity', url)
    const { client } = database
    await client.query(
      `insert into users (email, username) values ('a@example.com', 'ida'), ('b@example.com', 'IDA')`,
    )
    await expect(database.migrate()).rejects.toThrow('several users have one username')
    await client.query(`update users set username = 'ida.2' where username = 'IDA'`)
    await database.migrate()
    expect(client).toBeInstanceOf(Client)
  })
})
