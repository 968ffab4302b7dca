import type { Executor } from '../../../src/engine/executor.js'
import { query } from '../query.js'

const counts = query<undefined, Readonly<Record<string, number>>>(`
  select
    (select count(*) from users) as users,
    (select count(*) from products) as products,
    (select count(*) from streams) as streams,
    (select count(*) from conversations) as conversations,
    (select count(*) from messages) as messages,
    (select count(*) from offers) as offers,
    (select count(*) from transactions) as transactions,
    (select count(*) from payment_facts) as payment_facts,
    (select count(*) from verifications) as verifications,
    (select count(*) from stream_products) as stream_products,
    (select count(*) from moderation_cases) as moderation_cases,
    (select count(*) from reports) as reports,
    (select count(*) from moderation_actions) as moderation_actions,
    (select count(*) from notifications) as notifications,
    (select count(*) from notification_deliveries) as notification_deliveries,
    (select count(*) from wishlists) as wishlists,
    (select count(*) from follows) as follows,
    (select count(*) from blocks) as blocks,
    (select count(*) from reviews) as reviews,
    (select count(*) from badges) as badges`)

/** The number of rows each table has. */
export function rowCounts(executor: Executor): Promise<Readonly<Record<string, number>>> {
  return executor.one(counts)
}
