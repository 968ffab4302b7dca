import { evenly } from './evenly.js'
import { seededId, seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'

/** The number of rows of each table. */
export interface NotificationSize {
  readonly users: number
  readonly products: number
  readonly notifications: number
  /** The savers of the first product; as many rows are of the others. */
  readonly savers: number
}

const realistic: NotificationSize = { users: 20_000, products: 4_000, notifications: 60_000, savers: 15_000 }
const embedded: NotificationSize = { users: 6_000, products: 1_500, notifications: 16_000, savers: 5_000 }

/** Is told a tenth of everything, and reads most of it. */
export const muchTold = seededId('users', 1)
/** Is told a tenth of everything too, and has read the first thing alone. */
export const neverReads = seededId('users', 2)
/** Saved an eighth of all products. */
export const savesMuch = seededId('users', 3)
/** Saved by most. */
export const mostSaved = seededId('products', 1)

/**
 * Notifications with their deliveries, and wishlists.
 *
 * One notification in four is sent by push; of the deliveries one in twenty is due, and another one in twenty has failed. Half
 * of what is not the two users' above is read. The first product has got cheaper, and so has one of two others.
 */
export const notificationSeed: PlanSeed<NotificationSize> = {
  realistic,
  embedded,
  statements: notificationRows,
}

/** Makes the statements that fill the tables. */
function notificationRows(size: NotificationSize): readonly string[] {
  const others = size.users - 3
  return [
    `insert into users (id, email, username)
    select ${seededIdSql('users', 'n')}, 'person' || n || '@example.com', 'person' || n
    from generate_series(1, ${size.users}) as n`,

    `insert into products (id, seller_id, title, price_minor, category, condition)
    select ${seededIdSql('products', 'n')}, ${seededIdSql('users', `4 + n % ${others}`)}, 'Product ' || n, 1000, 'books', 'good'
    from generate_series(1, ${size.products}) as n`,

    `insert into notifications (
      id, user_id, actor_id, notification_type, title, channels, dedupe_key, read_at, created_at
    )
    select
      ${seededIdSql('notifications', 'n')},
      case n % 10
        when 0 then '${muchTold}'
        when 1 then '${neverReads}'
        else ${seededIdSql('users', `4 + (${evenly('n', 7)} * ${others - 1})::integer`)}
      end,
      case when n % 3 <> 0 then ${seededIdSql('users', `4 + (${evenly('n', 5)} * ${others - 1})::integer`)} end,
      'other',
      'Something happened',
      case when n % 4 = 0 then array['push']::notification_channel[] else '{}' end,
      'event ' || n,
      case
        when n % 10 = 0 and n > 1000 or n % 10 > 1 and n % 2 = 0 or n = ${size.notifications - (size.notifications % 10) - 9}
        then timestamptz '2026-06-02' - n * (interval '180 days' / ${size.notifications})
      end,
      timestamptz '2026-06-01' - n * (interval '180 days' / ${size.notifications})
    from generate_series(1, ${size.notifications}) as n`,

    `update notification_deliveries
    set status = case when numbered.n % 20 = 1 then 'failed' else 'sent' end::delivery_status,
      attempt = 1,
      sent_at = case when numbered.n % 20 <> 1 then now() end,
      last_error_code = case when numbered.n % 20 = 1 then 'unregistered' end
    from (select id, row_number() over (order by id) as n from notification_deliveries) as numbered
    where notification_deliveries.id = numbered.id and numbered.n % 20 <> 0`,

    `insert into wishlists (user_id, product_id, price_minor, currency, created_at)
    select ${seededIdSql('users', 'n')}, '${mostSaved}', 1000, 'AED', timestamptz '2026-06-01' - n * interval '1 minute'
    from generate_series(4, ${size.savers}) as n`,

    `insert into wishlists (user_id, product_id, price_minor, currency, created_at)
    select
      case when n % 8 = 0 then '${savesMuch}' else ${seededIdSql('users', `4 + (${evenly('n', 3)} * ${others - 1})::integer`)} end,
      ${seededIdSql('products', `2 + n % ${size.products - 1}`)},
      1000,
      'AED',
      timestamptz '2026-06-01' - n * interval '1 minute'
    from generate_series(1, ${size.savers}) as n
    on conflict do nothing`,

    `update products set price_minor = 900 where id = '${mostSaved}'`,
    `update products set price_minor = 900 where id in (select ${seededIdSql('products', 'n * 2')} from generate_series(1, ${size.products} / 2) as n)`,

    ...['users', 'products', 'notifications', 'notification_deliveries', 'wishlists', 'wishlist_alerts'].map(
      (table) => `vacuum (analyze) ${table}`,
    ),
  ]
}
