import { newProducts } from './new-products.js'
import type { OperationName } from './operations.js'
import { ewkt } from './peers/ewkt.js'
import { toProductRow } from './peers/product-row.js'
import * as sql from './peers/sql.js'
import { seededRandom, pick } from './random.js'
import { seededId, type SeededTable } from './seeded-id.js'
import { pageSize, radiusMetres, type Workload } from './workload.js'

/** Each place and cursor is a script of its own, and each script is planned on each connection: few are enough. */
const variants = 2

/** The scripts of the operations that pgbench does; one of an operation's scripts is drawn each time. */
export type PgbenchScripts = Readonly<Partial<Record<OperationName, readonly string[]>>>

/** Writes the scripts. */
export function pgbenchScripts(workload: Workload): PgbenchScripts {
  const { productCount, userCount, conversationCount } = workload
  const random = seededRandom(1)
  const several = (script: () => string) => Array.from({ length: variants }, script)
  const conversation = idOf('conversation', 'c')
  const ids = Array.from({ length: 50 }, (_, index) => `n${index}`)
  return {
    'by-id': [`\\set n random(1, ${productCount})\n${statement(sql.byId, idOf('product', 'n'))}`],
    nearest: several(() => {
      const [longitude, latitude] = pick(random, workload.origins)
      return statement(sql.nearest, quoted(ewkt(longitude, latitude)), radiusMetres, pageSize)
    }),
    feed: several(() => {
      const { category, feedType, createdAt, id } = pick(random, workload.cursors)
      const cursor = [quoted(createdAt.toISOString()), quoted(id)]
      return statement(sql.feed, quoted(category), quoted(feedType), ...cursor, pageSize)
    }),
    'same-tick': [
      [
        ...ids.map((name) => `\\set ${name} random(1, ${productCount})`),
        '\\startpipeline',
        ...ids.map((name) => statement(sql.byId, idOf('product', name))),
        '\\endpipeline',
      ].join('\n'),
    ],
    'insert-1000': [
      statement(
        // The server makes the ids: a constant cannot.
        sql.insertProducts.replace('(id, seller_id', '(seller_id').replace('select id, ', 'select '),
        quoted(batchAsJson(workload)),
      ),
    ],
    'one-statement': [
      [
        `\\set c random(1, ${conversationCount})`,
        `\\set u 1 + mod(:c, ${userCount / 2})`,
        statement(sql.sendMessageAtOnce, conversation, idOf('user', 'u'), quoted('Is it still there?')),
      ].join('\n'),
    ],
    inbox: [
      `\\set n random(1, ${workload.inboxOwnerCount})\n${statement(sql.inbox, idOf('inboxOwner', 'n'), 'false', pageSize + 1)}`,
    ],
    four: [
      [
        `\\set c random(1, ${conversationCount})`,
        `\\set u 1 + mod(:c, ${userCount / 2})`,
        '\\startpipeline',
        'begin;',
        statement(sql.insertMessage, conversation, idOf('user', 'u'), quoted('Is it still there?')),
        statement(sql.insertMessage, conversation, idOf('user', 'u'), quoted('Is it still there?')),
        statement(sql.countUnread, conversation),
        statement(sql.findConversation, conversation),
        'commit;',
        '\\endpipeline',
      ].join('\n'),
    ],
    transaction: [
      [
        `\\set c random(1, ${conversationCount})`,
        `\\set u 1 + mod(:c, ${userCount / 2})`,
        'begin;',
        // pgbench puts the columns of the row into variables of their names.
        statement(sql.insertMessage, conversation, idOf('user', 'u'), quoted('Is it still there?')).replace(
          /;$/,
          ' \\gset',
        ),
        statement(sql.setLastMessage, ':id', ':created_at', conversation),
        statement(sql.findConversation, conversation),
        'commit;',
      ].join('\n'),
    ],
  }
}

/** A statement with its parameters written into it. */
function statement(text: string, ...values: readonly (string | number)[]): string {
  return `${text.replace(/\$(\d)/g, (_, place: string) => String(values[Number(place) - 1]))};`
}

/** The id of the row whose number is in a variable. */
function idOf(table: SeededTable, variable: string): string {
  const prefix = seededId(table, 0).slice(0, -12)
  return `('${prefix}' || (100000000000 + :${variable})::text)::uuid`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** With a space after each colon: pgbench would take `:null` for a variable, in a string too. */
function batchAsJson(workload: Workload): string {
  return JSON.stringify(newProducts(workload, seededRandom(2)).map(toProductRow), null, 1)
}
