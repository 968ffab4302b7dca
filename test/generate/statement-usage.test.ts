import { beforeAll, describe, expect, it } from 'vitest'
import { loadParser, parseStatement } from '../../src/generate/read/statement-tree.js'
import { statementUsage } from '../../src/generate/type/statement-usage.js'

beforeAll(() => loadParser())

function usage(text: string) {
  const tree = parseStatement(text)
  if (tree === null) throw new Error(`not SQL: ${text}`)
  return statementUsage(tree.statement, new Set(['pay_all']))
}

describe('statementUsage', () => {
  it.each([
    ['select 1', []],
    ['values (1)', []],
    ['select users.id from users', ['users']],
    ['select p.id from products p join market.users u on true', ['market.users', 'products']],
    [
      'select (select count(*) from offers) from users where exists (select from products)',
      ['offers', 'products', 'users'],
    ],
    ['select * from users union all select * from sellers', ['sellers', 'users']],
    [
      'select * from users, lateral (select * from products where products.seller_id = users.id) p',
      ['products', 'users'],
    ],
    ['with recent as (select * from products) select * from recent', ['products']],
    // A CTE that is not recursive reads the table whose name it takes.
    ['with users as (select * from users) select * from users', ['users']],
    ['with a as (select * from b), b as (select 1) select * from a, b', ['b']],
    [
      'with recursive tree as (select * from places union all select * from tree) select * from tree',
      ['places'],
    ],
    ['with a as (select 1) select * from public.a', ['public.a']],
    ['select * from generate_series(1, 2)', []],
    ["select app.nextval('x'), lo_get(1), lo_price(2)", []],
    ["select currval('numbers'), lower('pg_notify'), txid_current_if_assigned() from nextval", ['nextval']],
  ])('%s reads', (text, tables) => {
    expect(usage(text)).toEqual({ access: 'read', tables })
  })

  it.each([
    ['insert into users (id) select id from people', ['people', 'users']],
    ['update users set bio = null from products', ['products', 'users']],
    ['delete from users using products', ['products', 'users']],
    ['merge into users using people on true when matched then do nothing', ['people', 'users']],
    [
      'with gone as (delete from offers returning *) select * from gone join users on true',
      ['offers', 'users'],
    ],
    ['select users.id from users for update', ['users']],
    ['select users.id from users for key share of users', ['users']],
    ['select users.id into copies from users', ['copies', 'users']],
    ['truncate users', ['users']],
    ['call settle()', []],
    ["select pg_notify('news', 'text')", []],
    ["select * from (select pg_catalog.nextval('numbers') as number) as numbered", []],
    ['select users.id from users where pg_try_advisory_xact_lock(users.number)', ['users']],
    ['select lo_unlink(1)', []],
    ["select lowrite(1, '')", []],
    // A function of the schema that is not declared stable.
    ['select paid.id from pay_all(1) as paid', []],
    ['select app.pay_all(users.id) from users', ['users']],
    ["select pg_drop_replication_slot('s'), pg_create_logical_replication_slot('s', 'p')", []],
  ])('%s writes', (text, tables) => {
    expect(usage(text)).toEqual({ access: 'write', tables })
  })
})
