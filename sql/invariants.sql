/*
invariants: conditions that hold at every moment. Each query returns the rows that break one, and is named for such a row. Run by findBrokenInvariants() of the testing kit, after races and faults.

lint-disable unbounded-list: a row is a fault, and a sound database has none.
*/

/* @name conversationsCountedWrongly */
-- A participant's unread count is the number of messages that the other one sent and they have not read.
select
  'conversations' as "table_name!",
  conversations.id
from conversations
where conversations.buyer_unread_count <> (
    select count(*)
    from messages
    where messages.conversation_id = conversations.id
      and messages.sender_id <> conversations.buyer_id
      and messages.read_at is null
  )
  or conversations.seller_unread_count <> (
    select count(*)
    from messages
    where messages.conversation_id = conversations.id
      and messages.sender_id <> conversations.seller_id
      and messages.read_at is null
  );

/* @name conversationsWithoutTheirNewestMessage */
-- The last message is the newest one, and there is none exactly if nothing is said.
select
  'conversations' as "table_name!",
  conversations.id
from conversations
where conversations.last_message_id is distinct from (
    select messages.id
    from messages
    where messages.conversation_id = conversations.id
    order by messages.created_at desc, messages.id desc
    limit 1
  );

/* @name conversationsDatedUnlikeTheirLastMessage */
-- Their place in the inbox is that of their last message.
select
  'conversations' as "table_name!",
  conversations.id
from conversations
left join messages on messages.id = conversations.last_message_id
where conversations.last_message_at is distinct from messages.created_at;

/* @name conversationsArchivedByOthers */
select
  'conversations' as "table_name!",
  conversations.id
from conversations
where not conversations.archived_by <@ array[conversations.buyer_id, conversations.seller_id]
  or cardinality(conversations.archived_by) > 2;

/* @name messagesOfOthers */
-- Only participants send.
select
  'messages' as "table_name!",
  messages.id
from messages
join conversations on conversations.id = messages.conversation_id
where messages.sender_id not in (conversations.buyer_id, conversations.seller_id);

/* @name messagesToOthers */
-- The recipient is the participant who did not send it. Policies, and a look-up by id, go by that.
select
  'messages' as "table_name!",
  messages.id
from messages
join conversations on conversations.id = messages.conversation_id
where messages.recipient_id is distinct from (
    case messages.sender_id when conversations.buyer_id then conversations.seller_id else conversations.buyer_id end
  );

/* @name messagesOfTheSameInstant */
-- The times of a conversation's messages are in the order in which they were sent.
select
  'messages' as "table_name!",
  messages.id
from messages
join messages as other_message
  on other_message.conversation_id = messages.conversation_id
  and other_message.created_at = messages.created_at
  and other_message.id < messages.id;

/* @name secondConversationsAboutOneSubject */
-- A buyer and a seller have one conversation about a product, and one about nothing in particular.
select
  'conversations' as "table_name!",
  conversations.id
from conversations
join conversations as first_conversation
  on first_conversation.buyer_id = conversations.buyer_id
  and first_conversation.seller_id = conversations.seller_id
  and first_conversation.id < conversations.id
where first_conversation.product_id = conversations.product_id
  or (first_conversation.is_general and conversations.is_general);

/* @name secondOpenPayments */
-- A product has at most one open deal.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
where transactions.status in ('pending', 'completed')
  and exists (
    select from transactions as first_payment
    where first_payment.product_id = transactions.product_id
      and first_payment.status in ('pending', 'completed')
      and first_payment.id < transactions.id
  );

/* @name availableProductsInADeal */
-- A product is off the market while it is in an open deal, and when it is sold.
select
  'products' as "table_name!",
  products.id
from products
where products.is_available
  and (
    products.sold_at is not null
    or exists (
      select from transactions
      where transactions.product_id = products.id
        and transactions.status in ('pending', 'completed')
    )
  );

/* @name completedPaymentsOfUnsoldProducts */
-- A product that was paid for is sold.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
join products on products.id = transactions.product_id
where transactions.status = 'completed'
  and products.sold_at is null;

/* @name paymentsThatDoNotAddUp */
-- An amount is the fee and the payout together, neither of them negative.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
where transactions.amount_minor <> transactions.platform_fee_minor + transactions.seller_payout_minor
  or transactions.platform_fee_minor not between 0 and transactions.amount_minor;

/* @name paymentsDatedUnlikeTheirStatus */
select
  'transactions' as "table_name!",
  transactions.id
from transactions
where (transactions.completed_at is not null) <> (transactions.status = 'completed')
  or transactions.completed_at < transactions.created_at
  or transactions.paid_at < transactions.created_at;

/* @name paymentsUnlikeTheirFacts */
-- The sums of a payment are those of its facts in its own currency.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
cross join lateral (
  select
    coalesce(sum(payment_facts.amount_minor) filter (
      where payment_facts.kind = 'intent'
        and payment_facts.status = 'succeeded'
    ), 0) as received,
    coalesce(sum(payment_facts.amount_minor) filter (
      where payment_facts.kind = 'refund'
        and payment_facts.status in ('requires_action', 'pending', 'succeeded')
    ), 0) as refunded,
    coalesce(max(payment_facts.amount_minor) filter (where payment_facts.kind = 'refund'), 0) as largest_refund,
    coalesce(sum(payment_facts.amount_minor) filter (
      where payment_facts.kind = 'dispute'
        and payment_facts.status in ('needs_response', 'under_review', 'lost')
    ), 0) as disputed,
    coalesce(sum(payment_facts.amount_minor - payment_facts.reversed_minor) filter (
      where payment_facts.kind = 'transfer'
    ), 0) as transferred,
    count(*) filter (where payment_facts.kind = 'attempt') as failed_attempts
  from payment_facts
  where payment_facts.payment_id = transactions.id
    and payment_facts.currency = transactions.currency
) as facts
where (
    transactions.amount_received_minor,
    transactions.amount_refunded_minor,
    transactions.largest_refund_minor,
    transactions.amount_disputed_minor,
    transactions.amount_transferred_minor,
    transactions.failed_attempts
  ) <> (
    facts.received,
    facts.refunded,
    facts.largest_refund,
    facts.disputed,
    facts.transferred,
    facts.failed_attempts
  );

/* @name paymentsUnlikeTheirStatus */
-- A status is what is known makes of it.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
where case
  when transactions.amount_received_minor > 0
    and transactions.amount_refunded_minor >= transactions.amount_received_minor
    then transactions.status <> 'refunded'
  when transactions.paid_at is not null and transactions.largest_refund_minor < transactions.amount_received_minor
    then transactions.status not in ('completed', 'cancelled')
  when transactions.paid_at is not null and transactions.amount_received_minor > 0
    then transactions.status <> 'cancelled'
  when transactions.paid_at is not null then transactions.status not in ('completed', 'cancelled')
  when transactions.cancelled_at is not null then transactions.status <> 'cancelled'
  when transactions.expired_at is not null
    then transactions.status
      <> (case when transactions.failed_attempts > 0 and transactions.amount_received_minor = 0 then 'failed' else 'cancelled' end)::transaction_status
  when transactions.amount_received_minor > 0
    and transactions.largest_refund_minor >= transactions.amount_received_minor
    then transactions.status <> 'cancelled'
  -- Less than the price came, was paid back in parts, and one of those failed.
  when transactions.amount_received_minor > 0 and transactions.amount_refunded_minor > 0
    then transactions.status not in ('pending', 'cancelled')
  else transactions.status <> 'pending'
end;

/* @name moneyWithoutADeal */
-- Money that is neither the price of an open deal, nor paid back, nor disputed, is due.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
where transactions.amount_due_minor
  <> greatest(
    0,
    transactions.amount_received_minor
    - transactions.amount_refunded_minor
    - transactions.amount_disputed_minor
    - case when transactions.status in ('pending', 'completed') then transactions.amount_minor else 0 end
  );

/* @name paymentsWithFactsThatDoNotFit */
-- A fact in another currency, or a success of another amount than the price, is marked for a review.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
where not transactions.needs_review
  and exists (
    select from payment_facts
    where payment_facts.payment_id = transactions.id
      and (
        payment_facts.currency <> transactions.currency
        or (
          payment_facts.kind = 'intent'
          and payment_facts.status = 'succeeded'
          and payment_facts.amount_minor <> transactions.amount_minor
        )
      )
  );

/* @name factsMiscounted */
select
  'payment_facts' as "table_name!",
  payment_facts.id
from payment_facts
where payment_facts.counted
  <> payment_fact_count(
    payment_facts.kind,
    payment_facts.status,
    payment_facts.amount_minor,
    payment_facts.reversed_minor
  );

/* @name paymentsUnlikeTheirOffer */
-- A payment for an offer is between its parties, for its product and amount, and open exactly while it is accepted.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
join offers on offers.id = transactions.offer_id
where (transactions.buyer_id, transactions.seller_id, transactions.product_id)
    <> (offers.buyer_id, offers.seller_id, offers.product_id)
  or transactions.amount_minor <> offers.amount_minor
  or transactions.currency <> offers.currency
  or (transactions.status in ('pending', 'completed')) <> (offers.status = 'accepted');

/* @name acceptedOffersWithoutPayment */
select
  'offers' as "table_name!",
  offers.id
from offers
where offers.status = 'accepted'
  and not exists (
    select from transactions
    where transactions.offer_id = offers.id
  );

/* @name pendingOffersOffTheMarket */
-- Nobody waits for an answer about a product that cannot be bought.
select
  'offers' as "table_name!",
  offers.id
from offers
join products on products.id = offers.product_id
where offers.status = 'pending'
  and not products.is_available;

/* @name offersOfOtherParties */
-- An offer is between the parties of its conversation, about a product of that seller's.
select
  'offers' as "table_name!",
  offers.id
from offers
join conversations on conversations.id = offers.conversation_id
join products on products.id = offers.product_id
where (offers.buyer_id, offers.seller_id) <> (conversations.buyer_id, conversations.seller_id)
  or offers.seller_id <> products.seller_id
  or offers.product_id <> conversations.product_id
  or offers.made_by not in (offers.buyer_id, offers.seller_id);

/* @name offersWithoutTheirMessage */
-- Every offer is shown by one message of its maker, in its conversation, with its amount.
select
  'offers' as "table_name!",
  offers.id
from offers
where (
  select count(*)
  from messages
  where messages.offer_id = offers.id
    and messages.message_type = 'offer'
    and messages.conversation_id = offers.conversation_id
    and messages.sender_id = offers.made_by
    and messages.created_at = offers.created_at
    and messages.offer_data ->> 'currency' = offers.currency
    and (messages.offer_data ->> 'amountMinor')::bigint = offers.amount_minor
) <> 1;

/* @name counteredOffersWithoutAnswer */
select
  'offers' as "table_name!",
  offers.id
from offers
where offers.status = 'countered'
  and not exists (
    select from offers as answer
    where answer.parent_offer_id = offers.id
  );

/* @name answersOutOfTurn */
-- An offer that answers another one is the other party's, of the same negotiation, and has made that one countered.
select
  'offers' as "table_name!",
  offers.id
from offers
join offers as parent_offer on parent_offer.id = offers.parent_offer_id
where parent_offer.status <> 'countered'
  or parent_offer.made_by = offers.made_by
  or parent_offer.conversation_id <> offers.conversation_id
  or parent_offer.product_id <> offers.product_id
  or parent_offer.created_at >= offers.created_at;

/* @name offersExpiredBeforeTheirTime */
select
  'offers' as "table_name!",
  offers.id
from offers
where offers.status = 'expired'
  and (offers.expires_at > offers.updated_at) is not false;

/* @name watchedStreamsOffAir */
-- A stream that is not live has no viewers.
select
  'streams' as "table_name!",
  streams.id
from streams
where streams.status <> 'live'
  and streams.viewer_count > 0;

/* @name endedStreamsOfAnotherDuration */
-- A stream has lasted from its start to its end, in whole seconds.
select
  'streams' as "table_name!",
  streams.id
from streams
where streams.duration_seconds is distinct from floor(extract(epoch from streams.ended_at - streams.started_at));

/* @name secondPendingVerifications */
-- A user waits for one decision at a time.
select
  'verifications' as "table_name!",
  verifications.id
from verifications
join verifications as first_verification
  on first_verification.user_id = verifications.user_id
  and first_verification.status = 'pending'
  and first_verification.id < verifications.id
where verifications.status = 'pending';

/* @name secondPendingOffers */
-- A buyer has one offer on a product that waits for an answer.
select
  'offers' as "table_name!",
  offers.id
from offers
join offers as first_offer
  on first_offer.buyer_id = offers.buyer_id
  and first_offer.product_id = offers.product_id
  and first_offer.status = 'pending'
  and first_offer.id < offers.id
where offers.status = 'pending';

/* @name paymentsToAnotherSeller */
-- A payment goes to the seller of its product.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
join products on products.id = transactions.product_id
where transactions.seller_id <> products.seller_id;

/* @name conversationsAboutAnotherSellersProduct */
-- A conversation is about a product of its seller's, if it is about one.
select
  'conversations' as "table_name!",
  conversations.id
from conversations
join products on products.id = conversations.product_id
where conversations.seller_id <> products.seller_id;

/* @name approvedVerificationsOfUnverifiedUsers */
-- Whoever has an approved verification is verified.
select
  'verifications' as "table_name!",
  verifications.id
from verifications
join users on users.id = verifications.user_id
where verifications.status = 'approved'
  and not users.is_verified;

/* @name reviewsOfOtherPayments */
-- A review is about the other party of its payment, and the product is the payment's.
select
  'reviews' as "table_name!",
  reviews.id
from reviews
join transactions on transactions.id = reviews.payment_id
where reviews.product_id <> transactions.product_id
  or (
    (reviews.reviewer_id, reviews.reviewee_id) <> (transactions.buyer_id, transactions.seller_id)
    and (reviews.reviewer_id, reviews.reviewee_id) <> (transactions.seller_id, transactions.buyer_id)
  );

/* @name reviewsOfUnpaidPayments */
-- Nobody is reviewed for a deal that never came about.
select
  'reviews' as "table_name!",
  reviews.id
from reviews
join transactions on transactions.id = reviews.payment_id
where transactions.paid_at is null
  and transactions.completed_at is null;

/* @name usersRatedUnlikeTheirReviews */
-- The counts of a user's ratings are the numbers of the public reviews.
select
  'users' as "table_name!",
  users.id
from users
left join user_stats on user_stats.user_id = users.id
cross join lateral (
  select
    count(*) filter (where reviews.rating = 1) as count_1,
    count(*) filter (where reviews.rating = 2) as count_2,
    count(*) filter (where reviews.rating = 3) as count_3,
    count(*) filter (where reviews.rating = 4) as count_4,
    count(*) filter (where reviews.rating = 5) as count_5
  from reviews
  where reviews.reviewee_id = users.id
    and reviews.hidden_at is null
) as counted
where coalesce(user_stats.rating_1_count, 0) <> counted.count_1
  or coalesce(user_stats.rating_2_count, 0) <> counted.count_2
  or coalesce(user_stats.rating_3_count, 0) <> counted.count_3
  or coalesce(user_stats.rating_4_count, 0) <> counted.count_4
  or coalesce(user_stats.rating_5_count, 0) <> counted.count_5;

/* @name usersShownUnlikeTheirBadges */
-- The list of a user's badges is that of the badges that were not taken back.
select
  'users' as "table_name!",
  users.id
from users
left join user_stats on user_stats.user_id = users.id
where coalesce(user_stats.badges, '{}') <> array(
    select badges.badge_type
    from badges
    where badges.user_id = users.id
      and badges.revoked_at is null
    order by badges.badge_type
  );

/* @name usersVerifiedUnlikeTheirBadge */
-- Whoever has the mark of verification has its badge, and nobody else does.
select
  'users' as "table_name!",
  users.id
from users
where users.is_verified <> exists (
    select from badges
    where badges.user_id = users.id
      and badges.badge_type = 'verified'
  );

/* @name offersOfNothing */
-- Nobody waits for an answer to an offer of zero.
select
  'offers' as "table_name!",
  offers.id
from offers
where offers.status = 'pending'
  and offers.amount_minor <= 0;

/* @name productsOfClosedAccounts */
-- A closed account sells nothing.
select
  'products' as "table_name!",
  products.id
from products
join users on users.id = products.seller_id
where products.is_available
  and not users.is_active;

/* @name offersOfClosedAccounts */
-- Nobody waits for the answer of a closed account, or answers it.
select
  'offers' as "table_name!",
  offers.id
from offers
join users on users.id in (offers.buyer_id, offers.seller_id)
where offers.status = 'pending'
  and not users.is_active;

/* @name streamsOfClosedAccounts */
-- A closed account streams nothing, and nobody can stream in its name.
select
  'streams' as "table_name!",
  streams.id
from streams
join users on users.id = streams.user_id
where not users.is_active
  and (streams.status <> 'ended' or streams.stream_key is not null or streams.rtmp_url is not null);

/* @name liveSessionsOfClosedAccounts */
-- Whoever closes an account ends its sessions.
select
  'sessions' as "table_name!",
  sessions.id
from sessions
join users on users.id = sessions.user_id
where sessions.revoked_at is null
  and not users.is_active;

/* @name liveTokensOfClosedAccounts */
-- Whoever closes an account voids its tokens.
select
  'tokens' as "table_name!",
  tokens.id
from tokens
join users on users.id = tokens.user_id
where tokens.used_at is null
  and tokens.expires_at > clock_timestamp()
  and not users.is_active;

/* @name codesUsedWithoutAGuess */
-- A code is used by a guess, which is counted.
select
  'tokens' as "table_name!",
  tokens.id
from tokens
where tokens.form = 'code'
  and tokens.used_at is not null
  and tokens.attempts = 0;

/* @name tokensUsedAfterTheyWereVoid */
select
  'tokens' as "table_name!",
  tokens.id
from tokens
where tokens.used_at >= tokens.expires_at;

/* @name sessionsUsedAfterTheyEnded */
-- A session that has ended is not refreshed.
select
  'sessions' as "table_name!",
  sessions.id
from sessions
where sessions.last_used_at >= least(sessions.revoked_at, sessions.idle_expires_at);
/* @name casesCountedWrongly */
-- The count of a case is the number of its reports.
select
  'moderation_cases' as "table_name!",
  moderation_cases.id
from moderation_cases
where moderation_cases.report_count <> (
    select count(*)
    from reports
    where reports.case_id = moderation_cases.id
  );

/* @name casesLessUrgentThanTheirReports */
-- A case waits in the place of its most urgent report.
select
  'moderation_cases' as "table_name!",
  moderation_cases.id
from moderation_cases
where exists (
    select from reports
    where reports.case_id = moderation_cases.id
      and reports.reason < moderation_cases.reason
  );

/* @name secondOpenCases */
-- A thing has one open case.
select
  'moderation_cases' as "table_name!",
  moderation_cases.id
from moderation_cases
join moderation_cases as first_case
  on first_case.subject_type = moderation_cases.subject_type
  and first_case.subject_id = moderation_cases.subject_id
  and first_case.status = 'open'
  and first_case.id < moderation_cases.id
where moderation_cases.status = 'open';

/* @name casesDecidedInTheirOwnMatter */
select
  'moderation_cases' as "table_name!",
  moderation_cases.id
from moderation_cases
where moderation_cases.decided_by = moderation_cases.reported_user_id;

/* @name decidedCasesWithoutLog */
-- A decision is written into the audit log, once.
select
  'moderation_cases' as "table_name!",
  moderation_cases.id
from moderation_cases
where moderation_cases.status = 'decided'
  and (
    select count(*)
    from moderation_actions
    where moderation_actions.case_id = moderation_cases.id
  ) <> 1;

/* @name leasedCasesThatDoNotWait */
-- A case is leased while it is open, by a counted attempt.
select
  'moderation_cases' as "table_name!",
  moderation_cases.id
from moderation_cases
where (moderation_cases.leased_by is not null or moderation_cases.leased_until is not null)
  and (moderation_cases.status <> 'open' or moderation_cases.attempt = 0 or moderation_cases.leased_until is null);

/* @name streamProductsOfOthers */
-- A stream shows products of its own streamer.
select
  'stream_products' as "table_name!",
  stream_products.id
from stream_products
join streams on streams.id = stream_products.stream_id
join products on products.id = stream_products.product_id
where streams.user_id <> stream_products.seller_id
  or products.seller_id <> stream_products.seller_id;

/* @name streamsWithTooManyProducts */
select
  'streams' as "table_name!",
  streams.id
from streams
where (
    select count(*)
    from stream_products
    where stream_products.stream_id = streams.id
  ) > 200;

/* @name pinnedProductsOutOfStream */
-- The product on show is one of the stream.
select
  'streams' as "table_name!",
  streams.id
from streams
where streams.pinned_product_id is not null
  and not exists (
    select from stream_products
    where stream_products.stream_id = streams.id
      and stream_products.product_id = streams.pinned_product_id
  );

/* @name paymentsInStreamsOfOthers */
-- A payment belongs to a stream of its seller.
select
  'transactions' as "table_name!",
  transactions.id
from transactions
join streams on streams.id = transactions.stream_id
where streams.user_id <> transactions.seller_id;
/* @name followsBetweenBlocked */
-- Nobody follows whom they have blocked, or by whom they are blocked.
select
  'follows' as "table_name!",
  follows.id
from follows
where exists (
  select from blocks
  where (blocks.blocker_id, blocks.blocked_id) in (
    (follows.follower_id, follows.followee_id),
    (follows.followee_id, follows.follower_id)
  )
);

/* @name pendingOffersBetweenBlocked */
-- Nobody waits for the answer of somebody whom a block parts from them.
select
  'offers' as "table_name!",
  offers.id
from offers
where offers.status = 'pending'
  and exists (
    select from blocks
    where (blocks.blocker_id, blocks.blocked_id) in (
      (offers.buyer_id, offers.seller_id),
      (offers.seller_id, offers.buyer_id)
    )
  );

/* @name followsMiscounted */
-- A user's counts are the numbers of their followers and of those whom they follow; without a row both are zero.
select
  'users' as "table_name!",
  users.id
from users
left join user_stats on user_stats.user_id = users.id
where coalesce(user_stats.follower_count, 0) <> (
    select count(*)
    from follows
    where follows.followee_id = users.id
  )
  or coalesce(user_stats.following_count, 0) <> (
    select count(*)
    from follows
    where follows.follower_id = users.id
  );
/* @name analyticsDaysCountedWrongly */
-- A day without a mark has the counts of its events. Days whose events were dropped keep theirs.
-- lint-disable indexed-side: all rows are compared
with event_day as (
  select
    (array_agg(analytics_events.id))[1] as event_id,
    (analytics_events.occurred_at at time zone 'UTC')::date as day,
    counted_subject.dimension,
    counted_subject.subject_id,
    analytics_events.event_type,
    analytics_events.currency,
    count(*) as event_count,
    count(distinct analytics_events.visitor) as visitor_count,
    case
      when sum(analytics_events.value_minor) > 9007199254740991 then 9007199254740991
      else sum(analytics_events.value_minor)
    end as value_minor
  from analytics_events
  cross join lateral (
    values
      ('all'::analytics_dimension, null::uuid),
      ('product', analytics_events.product_id),
      ('stream', analytics_events.stream_id),
      ('seller', analytics_events.seller_id)
  ) as counted_subject (dimension, subject_id)
  where counted_subject.dimension = 'all'
    or counted_subject.subject_id is not null
  group by
    (analytics_events.occurred_at at time zone 'UTC')::date,
    counted_subject.dimension,
    counted_subject.subject_id,
    analytics_events.event_type,
    analytics_events.currency
)
select
  'analytics_daily' as "table_name!",
  coalesce(analytics_daily.id, event_day.event_id) as "id!"
from event_day
full join analytics_daily
  on analytics_daily.day = event_day.day
  and analytics_daily.dimension = event_day.dimension
  and coalesce(analytics_daily.subject_id::text, '') = coalesce(event_day.subject_id::text, '')
  and analytics_daily.event_type = event_day.event_type
  and coalesce(analytics_daily.currency, '') = coalesce(event_day.currency, '')
where (analytics_daily.event_count, analytics_daily.visitor_count, analytics_daily.value_minor)
    is distinct from (event_day.event_count, event_day.visitor_count, event_day.value_minor)
  and not exists (
    select from analytics_dirty_days
    where analytics_dirty_days.day = coalesce(analytics_daily.day, event_day.day)
  )
  and to_regclass('analytics_events_' || to_char(coalesce(analytics_daily.day, event_day.day), 'YYYY_MM')) is not null;
/* @name productsLikedWronglyOften */
-- A product's like count is the number of those who saved it.
select
  'products' as "table_name!",
  products.id
from products
left join (
  select
    wishlists.product_id,
    count(*) as likes
  from wishlists
  group by wishlists.product_id
) as counted on counted.product_id = products.id
where products.like_count <> coalesce(counted.likes, 0);

/* @name wishlistsOfOwnProducts */
-- Nobody saves a product of their own.
select
  'wishlists' as "table_name!",
  wishlists.id
from wishlists
join products on products.id = wishlists.product_id
where wishlists.user_id = products.seller_id;

/* @name notificationsWithoutTheirDeliveries */
-- A notification has a delivery for each of its channels, and no other.
select
  'notifications' as "table_name!",
  notifications.id
from notifications
where exists (
    select from unnest(notifications.channels) as wanted (channel)
    where not exists (
      select from notification_deliveries
      where notification_deliveries.notification_id = notifications.id
        and notification_deliveries.channel = wanted.channel
    )
  )
  or exists (
    select from notification_deliveries
    where notification_deliveries.notification_id = notifications.id
      and notification_deliveries.channel <> all(notifications.channels)
  );
