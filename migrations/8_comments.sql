/*
Comments that say all that is known of a column. Generation writes them into TypeScript (generated/models.ts and
generated/enums.ts): a fact about a column stands here and nowhere else.

@name is the name of a table's row or of an enum in TypeScript, where the one made of its name would not do: see
docs/types.md.
*/

set local lock_timeout = '3s';

comment on type user_role is 'The part somebody plays in the marketplace; both is buyer and seller.';
comment on type product_category is 'The kind of thing that is on sale or on show.';
comment on type product_condition is 'The wear of a product, best first.';
comment on type feed_type is 'The feed that shows a product: everybody''s (discover) or its neighborhood''s (community).';
comment on type stream_status is 'The state of a stream, which only goes on: scheduled, live, ended.';
comment on type stream_type is 'Live is broadcast as it happens; recorded was filmed before.';
comment on type message_type is
'The kind of a message. Offers are sent by making them; system messages are the marketplace''s own.';
comment on type offer_status is
'The state of an offer. Countered: answered by another offer. Expired: not answered in time.';
comment on type transaction_status is 'The state of a payment. @name PaymentStatus';
comment on type verification_type is 'The papers that somebody hands in.';
comment on type verification_status is 'The reviewer''s decision.';

comment on table users is 'A user: a buyer, a seller, both, or an administrator.';
comment on column users.username is
'The public name: 3 to 40 letters, digits, dots, underscores and hyphens. Unique whatever its case.';
comment on column users.phone is 'E.164, such as +971501234567: a plus sign, the country code, the number, no spaces.';
comment on column users.password_hash is
'A salted hash that names its own algorithm, never the password; null for a user who logs in by other means. @secret';
comment on column users.bio is 'A public text about the user, in their own words.';
comment on column users.location is 'The user''s home, as precisely as they choose to say.';
comment on column users.stripe_customer_id is 'The user as one who pays, at Stripe (cus_…).';
comment on column users.stripe_connect_account_id is 'The user as one who is paid, at Stripe (acct_…).';

comment on table products is 'A listing: something that is or was on sale.';
comment on column products.price_minor is 'The asking price, in the minor unit of currency (fils, cents).';
comment on column products.original_price_minor is
'The former price, to show the price as reduced; in the minor unit of currency.';
comment on column products.currency is 'ISO 4217, such as AED. It gives the scale of the prices.';
comment on column products.location is 'The place to pick it up; null if the seller does not say.';
comment on column products.view_count is 'The number of times it was looked at; counted in batches, so it may lag.';
comment on column products.like_count is 'The number of people who like it.';
comment on column products.sold_at is 'The time of the sale; null if it is not sold. A sold product is not available.';

comment on table streams is
'A show in which somebody sells in front of a camera, without the broadcaster''s secrets.';
comment on column streams.rtmp_url is 'The address that the broadcaster sends the picture to. For the owner only. @secret';
comment on column streams.hls_url is 'The address that viewers watch.';
comment on column streams.viewer_count is
'The number of viewers now; set in batches, so it may lag. 0 unless the stream is live.';
comment on column streams.total_views is
'The number of times it was opened, all in all; counted in batches, so it may lag.';
comment on column streams.duration_seconds is 'The length in whole seconds; null until it ends.';
comment on column streams.started_at is
'The time it went live; of a scheduled stream, the time that is planned; null if nobody said.';
comment on column streams.ended_at is 'The time it ended: set exactly when status is ended.';

comment on table conversations is 'A conversation between a buyer and a seller, mostly about one product.';
comment on column conversations.product_id is 'The product it is about; null if it is general, or if that product is gone.';
comment on column conversations.last_message_at is
'The time of the newest message, by which an inbox is ordered; null if there is none.';
comment on column conversations.buyer_unread_count is 'The number of messages the buyer has not read.';
comment on column conversations.seller_unread_count is 'The number of messages the seller has not read.';

comment on table messages is 'A message in a conversation.';
comment on column messages.sender_id is 'The writer; of a system message, the participant whose action it reports.';
comment on column messages.content is
'The text. Text and system messages always have one; with images or an offer it is a caption, or null.';
comment on column messages.offer_id is 'The offer that it shows; null if it shows none, or if that offer is gone.';
comment on column messages.offer_data is
'The terms of that offer as the chat showed them, which stay as they were; null if it shows none.';
comment on column messages.read_at is 'The time the other participant read it; null if unread.';
comment on column messages.created_at is 'Later than that of each earlier message of the conversation.';

comment on table offers is 'A price that a buyer or a seller puts to the other for a product.';
comment on column offers.made_by is
'The buyer or the seller who put it forward. The other one may accept, decline or counter it.';
comment on column offers.amount_minor is 'The price offered, in the minor unit of currency.';
comment on column offers.status is
'An offer past its time stays pending until it is marked as expired; nobody can accept it in between.';
comment on column offers.expires_at is 'The end of the time to answer it, by the server''s clock; null: without end.';

comment on table transactions is 'A payment. Its amount is always the fee and the payout together. @name Payment';
comment on column transactions.offer_id is
'The offer that was accepted; null for a purchase at the asking price, or if that offer is gone.';
comment on column transactions.amount_minor is
'The price the buyer pays, in the minor unit of currency: the fee and the payout together.';
comment on column transactions.currency is 'ISO 4217, such as AED. It gives the scale of the amounts.';
comment on column transactions.platform_fee_minor is 'The marketplace''s part, in the minor unit of currency.';
comment on column transactions.seller_payout_minor is 'The seller''s part, in the minor unit of currency.';
comment on column transactions.feed_type is 'The feed of the product when it was bought, which decides the fee.';
comment on column transactions.payment_method is
'The means of payment, such as card or apple_pay; never a card''s number.';
comment on column transactions.completed_at is 'The time of completion: set exactly while status is completed.';

comment on table verifications is
'Papers that a user handed in to prove who they are, and the reviewer''s decision.';
comment on column verifications.documents is
'The papers: at most 20 objects with kind, storageKey and perhaps contentType, never the papers themselves.';
comment on column verifications.rejection_reason is 'The reason, for the user to read: set exactly when status is rejected.';
comment on column verifications.reviewed_at is 'The time of the decision; null while it is pending.';
