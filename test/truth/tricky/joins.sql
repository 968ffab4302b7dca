/* Joins, and what comes through them. */

/* @name leftJoin */
select conversations.id, products.title from conversations left join products on products.id = conversations.product_id;

/* @name rightJoin */
select products.title, conversations.id from products right join conversations on conversations.product_id = products.id;

/* @name fullJoin */
select products.title, conversations.id from products full join conversations on conversations.product_id = products.id;

/* @name joinWithinLeftJoin */
select users.id, products.id as product_id, streams.id as stream_id
from users left join (products join streams on streams.user_id = products.seller_id) on products.seller_id = users.id;

/* @name leftJoinInCte */
with talked as (
  select conversations.id, products.title from conversations left join products on products.id = conversations.product_id
)
select talked.id, talked.title from talked;

/* @name leftJoinInSubquery */
select talked.id, talked.title
from (
  select conversations.id, products.title from conversations left join products on products.id = conversations.product_id
) as talked;

/* @name lateral */
select users.id, newest.title
from users left join lateral (
  select products.title from products where products.seller_id = users.id order by products.id desc limit 1
) as newest on true;

/* @name countOfTheFarSide */
select users.id, totals.products
from users left join (
  select products.seller_id, count(*) as products from products group by products.seller_id
) as totals on totals.seller_id = users.id;

/* @name starOfTheFarSide */
select conversations.id as conversation_id, products.* from conversations left join products on products.id = conversations.product_id;

/* @name updateFromLeftJoin */
update conversations set updated_at = now()
from conversations as other left join products on products.id = other.product_id
where other.id = conversations.id
returning conversations.id, products.title;

/* @name deleteUsingLeftJoin */
delete from offers using conversations left join messages on messages.id = conversations.last_message_id and messages.offer_id is null
where conversations.id = offers.conversation_id
returning offers.id, messages.sender_id;

/* @name writeInCte */
with gone as (delete from verifications returning verifications.id, verifications.user_id)
select gone.id, products.title from gone left join products on products.seller_id = gone.user_id and products.price_minor > 5000;

/* @name recursion */
with recursive chain as (
  select offers.id, offers.parent_offer_id, 0 as depth from offers
  union all
  select offers.id, offers.parent_offer_id, chain.depth + 1 from chain join offers on offers.id = chain.parent_offer_id
)
select chain.id, products.title, chain.depth
from chain left join products on products.id = chain.parent_offer_id;

/* @name unionWithNull */
select products.id, products.title from products
union all
select conversations.id, products.title from conversations left join products on products.id = conversations.product_id;

/* @name usingFull */
select id, products.title, streams.title as stream from products full join streams using (id);

/* @name twoLeftJoins */
select users.username, conversations.buyer_unread_count, messages.message_type
from users
left join conversations on conversations.buyer_id = users.id
left join messages on messages.id = conversations.last_message_id;

/* @name leftJoinOfEnum */
select users.id, streams.status from users left join streams on streams.user_id = users.id;

/* @name leftJoinOfTime */
select users.id, products.created_at from users left join products on products.seller_id = users.id;
