import { join } from 'node:path'
import { benchFolder, repositoryFolder } from '../folders.js'
import { cardColumns, pinColumns, profileColumns } from './card.js'
import { productColumns } from './product-columns.js'
import { readQuery } from './read-query.js'

/**
 * The SQL of the peers that take SQL: that of sql/products.sql, for the same index walks.
 *
 * The package's own queries ask for a row more than the page holds, to know whether there is a next page, and for the
 * exact sort key, to make its cursor. The peers are spared both.
 */
export const byId = `select ${productColumns} from products where products.id = $1`

export const nearest = `select ${productColumns},
  st_distance(products.public_location, $1::geography) as distance_metres
from products
where products.is_available and st_dwithin(products.public_location, $1::geography, $2)
order by products.public_location <-> $1::geography, products.id
limit $3`

export const feed = `select ${productColumns}
from products
where products.is_available and products.category = $1 and products.feed_type = $2
  and products.created_at <= $3 and (products.created_at, products.id) < ($3, $4)
order by products.created_at desc, products.id desc
limit $5`

export const cards = `select ${cardColumns}, ${profileColumns}
from products join profiles on profiles.profile_id = products.seller_id
where products.is_available and products.category = $1 and products.feed_type = $2
  and products.created_at <= $3 and (products.created_at, products.id) < ($3, $4)
order by products.created_at desc, products.id desc
limit $5`

export const nearestCards = `select ${cardColumns}, ${profileColumns},
  st_distance(products.public_location, $1::geography) as distance_metres
from products join profiles on profiles.profile_id = products.seller_id
where products.is_available and st_dwithin(products.public_location, $1::geography, $2)
order by products.public_location <-> $1::geography, products.id
limit $3`

const search = (filter: string, limit: string) => `select ${cardColumns}, ${profileColumns}
from products join profiles on profiles.profile_id = products.seller_id
where products.is_available
  and products.search @@ websearch_to_tsquery('souk', souk_stem(souk_normalize($1)))${filter}
order by products.created_at desc, products.id desc
limit ${limit}`

export const searchWords = search('', '$2')
export const searchCategory = search(' and products.category = $2', '$3')
export const searchPrice = search(` and products.currency = 'AED' and products.price_minor <= $2`, '$3')

export const pins = `select ${pinColumns}
from products
where products.is_available
  and products.public_location::geometry && st_makeenvelope($1, $2, $3, $4, 4326)
order by products.public_location::geometry <-> st_centroid(st_makeenvelope($1, $2, $3, $4, 4326)), products.id
limit $5`

/** The cells are those of the web's map: their middles are a grid in Web Mercator. */
export const clusters = `select st_x(cell) as cell_x, st_y(cell) as cell_y, count(*)::integer as count,
  avg(st_x(place)) as longitude, avg(st_y(place)) as latitude
from (
  select products.public_location::geometry as place,
    st_snaptogrid(st_transform(products.public_location::geometry, 3857), $5, $5, $6, $6) as cell
  from products
  where products.is_available
    and products.public_location::geometry && st_makeenvelope($1, $2, $3, $4, 4326)
) as product
group by cell`

/** A batch as one parameter: a JSON array of rows. */
export const insertProducts = `insert into products (id, seller_id, title, description, price_minor,
  original_price_minor, currency, category, condition, feed_type, location, neighborhood, image_urls, tags)
select id, seller_id, title, description, price_minor, original_price_minor, currency, category, condition, feed_type,
  location, neighborhood, image_urls, tags
from json_to_recordset($1::json) as entry (id uuid, seller_id uuid, title text, description text, price_minor bigint,
  original_price_minor bigint, currency text, category product_category, condition product_condition,
  feed_type feed_type, location geography, neighborhood text, image_urls text[], tags text[])`

export const insertMessage = `insert into messages (conversation_id, sender_id, content)
values ($1, $2, $3) returning id, created_at`

export const setLastMessage = `update conversations
set last_message_id = $1, last_message_at = $2, seller_unread_count = seller_unread_count + 1
where id = $3`

export const countUnread = `update conversations set seller_unread_count = seller_unread_count + 1 where id = $1`

export const findConversation = `select id, buyer_id, seller_id, product_id, last_message_id, seller_unread_count
from conversations where id = $1`

const packageQueries = join(repositoryFolder, 'generated')

/** The small write of {@link insertMessage}, {@link setLastMessage} and {@link findConversation} as one statement. */
export const sendMessageAtOnce = readQuery(join(benchFolder, 'generated'), 'messages.sql', 'sendMessage', [
  'conversationId',
  'senderId',
  'content',
])

/** The statement of `messages.send`. */
export const send = readQuery(packageQueries, 'messages.sql', 'sendMessage', [
  'id',
  'conversationId',
  'senderId',
  'messageType',
  'content',
  'imageUrls',
  'requestDigest',
])

/** The statement of `conversations.inbox`, for a first page. */
export const inbox = readQuery(packageQueries, 'conversations.sql', 'listInbox', [
  'userId',
  'isArchived',
  'limit',
])

/** The statement of `products.listByIds`. */
export const byIds = readQuery(packageQueries, 'products.sql', 'listProductsByIds', ['ids'])

export const stream = `select ${productColumns} from products where id between $1 and $2 order by id`

export const nap = `select pg_sleep($1)`
