/*
What happens in the marketplace is written to the outbox by triggers, in the statement that makes it happen: whoever writes the
row, a command of this package, a service's own SQL, COPY or a cascade, and never if the transaction rolls back.

- A trigger fires at the end of the statement, when the locks that order the commands of one aggregate are held: the numbers of
  the outbox (seq) then follow the order of the commands.
- A payload holds ids and public facts. Whoever wants more reads the row, and reads what is true by then.
- `set local souk.events = 'off'` in a transaction writes no events: for imports, and for copies of what other systems know.
- An update has triggers by row, whose conditions come first: most updates are of counters and tell nothing.
*/

set local lock_timeout = '3s';

-- The names in the bodies are those of this schema, as in migration 21.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function souk_events_are_off() returns boolean
language sql stable parallel safe
return coalesce(current_setting('souk.events', true) = 'off', false);

comment on function souk_events_are_off() is 'Whether the transaction writes no events: the setting souk.events is off.';

-- Messages and conversations.

-- Every message pays for this one, so the schema is written into it, as into require_participant of migration 13.
do $$
begin
  execute format(
    $create$
      create function tell_of_message() returns trigger
      language plpgsql set search_path = ''
      as $body$
      declare
        message %1$s.messages := case tg_op when 'DELETE' then old else new end;
      begin
        if %1$s.souk_events_are_off() then
          return null;
        end if;
        -- No conversation: it is gone too, and took the message along.
        insert into %1$s.outbox (aggregate_id, type, audience, payload)
        select
          conversations.id,
          case tg_op when 'INSERT' then 'message.sent' when 'UPDATE' then 'message.changed' else 'message.deleted' end,
          array[conversations.buyer_id, conversations.seller_id],
          pg_catalog.jsonb_build_object(
            'messageId', message.id,
            'conversationId', message.conversation_id,
            'senderId', message.sender_id,
            'messageType', message.message_type,
            'offerId', message.offer_id
          )
        from %1$s.conversations
        where conversations.id = message.conversation_id;
        return null;
      end
      $body$
    $create$,
    (select pg_class.relnamespace::regnamespace::text from pg_class where pg_class.oid = 'conversations'::regclass)
  );
end
$$;

comment on function tell_of_message() is 'Writes message.sent, message.changed and message.deleted to the outbox.';

create trigger tr_messages_tell_new after insert on messages
  for each row execute function tell_of_message();
create trigger tr_messages_tell_deleted after delete on messages
  for each row execute function tell_of_message();
create trigger tr_messages_tell_changed after update of hidden_at, erased_at, content, image_urls on messages
  for each row when (
    (old.hidden_at, old.erased_at, old.content, old.image_urls)
    is distinct from (new.hidden_at, new.erased_at, new.content, new.image_urls)
  )
  execute function tell_of_message();

create function tell_of_reading() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  select
    conversations.id,
    'conversation.read',
    array[conversations.buyer_id, conversations.seller_id],
    jsonb_build_object(
      'conversationId', conversations.id,
      'readerId', case reading.sender_id when conversations.buyer_id then conversations.seller_id else conversations.buyer_id end,
      'upToMessageId', reading.up_to_id,
      'messages', reading.messages
    )
  from (
    select
      new_message.conversation_id,
      new_message.sender_id,
      count(*) as messages,
      (array_agg(new_message.id order by new_message.created_at desc, new_message.id desc))[1] as up_to_id
    from new_message
    join old_message on old_message.id = new_message.id
    where old_message.read_at is null
      and new_message.read_at is not null
    group by new_message.conversation_id, new_message.sender_id
  ) as reading
  join conversations on conversations.id = reading.conversation_id;
  return null;
end
$$;

comment on function tell_of_reading() is 'Writes conversation.read to the outbox: once for all messages that a statement marks read.';

create trigger tr_messages_tell_read after update on messages
  referencing old table as old_message new table as new_message
  for each statement execute function tell_of_reading();

create function tell_of_conversation() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    'conversation.opened',
    array[new.buyer_id, new.seller_id],
    jsonb_build_object(
      'conversationId', new.id,
      'buyerId', new.buyer_id,
      'sellerId', new.seller_id,
      'productId', new.product_id
    )
  );
  return null;
end
$$;

comment on function tell_of_conversation() is 'Writes conversation.opened to the outbox.';

create trigger tr_conversations_tell_new after insert on conversations
  for each row execute function tell_of_conversation();

-- Offers: their aggregate is the product, which the commands that make and accept them lock.

create function tell_of_offer() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.product_id,
    case
      when tg_op = 'UPDATE' then concat('offer.', new.status)
      when new.parent_offer_id is null then 'offer.made'
      else 'offer.countered'
    end,
    array[new.buyer_id, new.seller_id],
    jsonb_build_object(
      'offerId', new.id,
      'parentOfferId', new.parent_offer_id,
      'productId', new.product_id,
      'conversationId', new.conversation_id,
      'buyerId', new.buyer_id,
      'sellerId', new.seller_id,
      'madeBy', new.made_by
    )
  );
  return null;
end
$$;

comment on function tell_of_offer() is
'Writes offer.made, offer.countered (of the answer), offer.accepted, offer.declined, offer.cancelled and offer.expired to the outbox.';

create trigger tr_offers_tell_new after insert on offers
  for each row when (new.status = 'pending')
  execute function tell_of_offer();
-- Countered: the answer tells it.
create trigger tr_offers_tell_answered after update of status on offers
  for each row when (old.status <> new.status and new.status not in ('pending', 'countered'))
  execute function tell_of_offer();

-- Payments.

create function tell_of_payment() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    case
      when tg_op = 'INSERT' then 'payment.opened'
      when old.status = new.status or new.status = 'pending' then 'payment.changed'
      else concat('payment.', new.status)
    end,
    array[new.buyer_id, new.seller_id],
    jsonb_build_object(
      'paymentId', new.id,
      'productId', new.product_id,
      'offerId', new.offer_id,
      'streamId', new.stream_id,
      'buyerId', new.buyer_id,
      'sellerId', new.seller_id,
      'status', new.status
    )
  );
  return null;
end
$$;

comment on function tell_of_payment() is
'Writes payment.opened, payment.completed, payment.failed, payment.refunded, payment.cancelled and payment.changed to the outbox.';

create trigger tr_transactions_tell_new after insert on transactions
  for each row execute function tell_of_payment();
create trigger tr_transactions_tell_changed after update on transactions
  for each row when (
    (old.status, old.paid_at, old.expires_at, old.failed_attempts, old.amount_received_minor, old.amount_refunded_minor, old.amount_disputed_minor, old.amount_transferred_minor, old.amount_due_minor, old.needs_review)
    is distinct from
    (new.status, new.paid_at, new.expires_at, new.failed_attempts, new.amount_received_minor, new.amount_refunded_minor, new.amount_disputed_minor, new.amount_transferred_minor, new.amount_due_minor, new.needs_review)
  )
  execute function tell_of_payment();

-- Products. New ones by statement: they come in thousands.

create function tell_of_new_products() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, payload)
  select
    new_product.id,
    'product.listed',
    jsonb_build_object(
      'productId', new_product.id,
      'sellerId', new_product.seller_id,
      'category', new_product.category,
      'feedType', new_product.feed_type,
      'currency', new_product.currency,
      'priceMinor', new_product.price_minor,
      'isAvailable', new_product.is_available
    )
  from new_product;
  return null;
end
$$;

comment on function tell_of_new_products() is 'Writes product.listed to the outbox.';

create trigger tr_products_tell_new after insert on products
  referencing new table as new_product
  for each statement execute function tell_of_new_products();

create function tell_of_product() returns trigger
language plpgsql set search_path from current
as $$
declare
  product products := case tg_op when 'DELETE' then old else new end;
  ids jsonb := jsonb_build_object('productId', product.id, 'sellerId', product.seller_id);
begin
  if souk_events_are_off() then
    return null;
  end if;
  if tg_op = 'DELETE' then
    insert into outbox (aggregate_id, type, payload)
    values (old.id, 'product.deleted', ids);
    return null;
  end if;
  insert into outbox (aggregate_id, type, payload)
  select
    new.id,
    told.type,
    ids || told.facts
  from (
    values
    (
      'product.changed',
      '{}'::jsonb,
      (old.title, old.description, old.price_minor, old.original_price_minor, old.currency, old.category, old.condition, old.feed_type, old.public_location::bytea, old.neighborhood, old.image_urls, old.video_url, old.video_thumbnail_url, old.tags, old.hidden_at)
      is distinct from
      (new.title, new.description, new.price_minor, new.original_price_minor, new.currency, new.category, new.condition, new.feed_type, new.public_location::bytea, new.neighborhood, new.image_urls, new.video_url, new.video_thumbnail_url, new.tags, new.hidden_at)
    ),
    (
      'product.cheaper',
      jsonb_build_object('currency', new.currency, 'priceMinor', new.price_minor, 'previousPriceMinor', old.price_minor),
      new.currency = old.currency and new.price_minor < old.price_minor
    ),
    ('product.unavailable', '{}', old.is_available and not new.is_available),
    ('product.sold', '{}', old.sold_at is null and new.sold_at is not null),
    ('product.available', '{}', new.is_available and not old.is_available)
  ) as told (type, facts, is_so)
  where told.is_so;
  return null;
end
$$;

comment on function tell_of_product() is
'Writes product.changed (also hidden), product.cheaper, product.unavailable, product.sold, product.available and product.deleted to the outbox.';

create trigger tr_products_tell_changed after update on products
  for each row when (
    old.is_available <> new.is_available
    or old.sold_at is distinct from new.sold_at
    or (old.title, old.description, old.price_minor, old.original_price_minor, old.currency, old.category, old.condition, old.feed_type, old.public_location::bytea, old.neighborhood, old.image_urls, old.video_url, old.video_thumbnail_url, old.tags, old.hidden_at)
    is distinct from
    (new.title, new.description, new.price_minor, new.original_price_minor, new.currency, new.category, new.condition, new.feed_type, new.public_location::bytea, new.neighborhood, new.image_urls, new.video_url, new.video_thumbnail_url, new.tags, new.hidden_at)
  )
  execute function tell_of_product();
create trigger tr_products_tell_deleted after delete on products
  for each row execute function tell_of_product();

-- Streams.

create function tell_of_stream() returns trigger
language plpgsql set search_path from current
as $$
declare
  stream streams := case tg_op when 'DELETE' then old else new end;
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, payload)
  values (
    stream.id,
    case
      when tg_op = 'DELETE' then 'stream.deleted'
      else concat('stream.', new.status)
    end,
    jsonb_build_object(
      'streamId', stream.id,
      'userId', stream.user_id,
      'category', stream.category,
      'streamType', stream.stream_type
    )
  );
  return null;
end
$$;

comment on function tell_of_stream() is
'Writes stream.scheduled (also at another time), stream.live, stream.ended and stream.deleted to the outbox.';

create trigger tr_streams_tell_new after insert on streams
  for each row execute function tell_of_stream();
create trigger tr_streams_tell_changed after update of status, started_at on streams
  for each row when (
    old.status <> new.status
    or new.status = 'scheduled' and old.started_at is distinct from new.started_at
  )
  execute function tell_of_stream();
create trigger tr_streams_tell_deleted after delete on streams
  for each row execute function tell_of_stream();

-- Reviews.

create function tell_of_review() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    case
      when tg_op = 'INSERT' then 'review.written'
      when old.reply is null and new.reply is not null then 'review.replied'
      else 'review.changed'
    end,
    array[new.reviewer_id, new.reviewee_id],
    jsonb_build_object(
      'reviewId', new.id,
      'paymentId', new.payment_id,
      'productId', new.product_id,
      'reviewerId', new.reviewer_id,
      'revieweeId', new.reviewee_id,
      'rating', new.rating
    )
  );
  return null;
end
$$;

comment on function tell_of_review() is 'Writes review.written, review.replied and review.changed (also hidden) to the outbox.';

create trigger tr_reviews_tell_new after insert on reviews
  for each row execute function tell_of_review();
create trigger tr_reviews_tell_changed after update on reviews
  for each row when (
    (old.rating, old.content, old.reply, old.hidden_at)
    is distinct from (new.rating, new.content, new.reply, new.hidden_at)
  )
  execute function tell_of_review();

-- Reports: their aggregate is the case.

create function tell_of_report() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, payload)
  select
    moderation_cases.id,
    'report.filed',
    jsonb_build_object(
      'reportId', new.id,
      'caseId', moderation_cases.id,
      'reporterId', new.reporter_id,
      'subjectType', moderation_cases.subject_type,
      'subjectId', moderation_cases.subject_id
    )
  from moderation_cases
  where moderation_cases.id = new.case_id;
  return null;
end
$$;

comment on function tell_of_report() is 'Writes report.filed to the outbox, for nobody but the service: it names the reporter.';

create trigger tr_reports_tell_new after insert on reports
  for each row execute function tell_of_report();

create function tell_of_decision() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    'report.decided',
    array(select reports.reporter_id from reports where reports.case_id = new.id order by reports.reporter_id limit 1000),
    jsonb_build_object(
      'caseId', new.id,
      'subjectType', new.subject_type,
      'subjectId', new.subject_id,
      'decision', new.decision
    )
  );
  return null;
end
$$;

comment on function tell_of_decision() is 'Writes report.decided to the outbox, for those who reported, at most a thousand of them.';

create trigger tr_moderation_cases_tell_decided after update of status on moderation_cases
  for each row when (old.status <> 'decided' and new.status = 'decided')
  execute function tell_of_decision();

-- Verifications.

create function tell_of_verification() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    case
      when tg_op = 'INSERT' then 'verification.submitted'
      when old.status = 'approved' then 'verification.revoked'
      when new.status = 'pending' then 'verification.submitted'
      else concat('verification.', new.status)
    end,
    array[new.user_id],
    jsonb_build_object(
      'verificationId', new.id,
      'userId', new.user_id,
      'verificationType', new.verification_type
    )
  );
  return null;
end
$$;

comment on function tell_of_verification() is
'Writes verification.submitted, verification.approved, verification.rejected and verification.revoked to the outbox.';

create trigger tr_verifications_tell_new after insert on verifications
  for each row execute function tell_of_verification();
create trigger tr_verifications_tell_decided after update of status on verifications
  for each row when (old.status <> new.status)
  execute function tell_of_verification();

-- Users, follows, badges.

create function tell_of_new_users() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  select
    new_user.id,
    'user.joined',
    array[new_user.id],
    jsonb_build_object('userId', new_user.id)
  from new_user;
  return null;
end
$$;

comment on function tell_of_new_users() is 'Writes user.joined to the outbox.';

create trigger tr_users_tell_new after insert on users
  referencing new table as new_user
  for each statement execute function tell_of_new_users();

create function tell_of_user() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    old.id,
    case
      when tg_op = 'DELETE' then 'user.deleted'
      when old.erased_at is null and new.erased_at is not null then 'user.erased'
      when old.is_active and not new.is_active then 'user.closed'
      when new.is_active and not old.is_active then 'user.reopened'
      else 'user.changed'
    end,
    array[old.id],
    jsonb_build_object('userId', old.id)
  );
  return null;
end
$$;

comment on function tell_of_user() is
'Writes user.changed (what is on a profile), user.closed, user.reopened, user.erased and user.deleted to the outbox.';

create trigger tr_users_tell_changed after update on users
  for each row when (
    (old.username, old.full_name, old.avatar_url, old.bio, old.role, old.is_verified, old.is_active, old.neighborhood, old.erased_at, old.public_location::bytea)
    is distinct from
    (new.username, new.full_name, new.avatar_url, new.bio, new.role, new.is_verified, new.is_active, new.neighborhood, new.erased_at, new.public_location::bytea)
  )
  execute function tell_of_user();
create trigger tr_users_tell_deleted after delete on users
  for each row execute function tell_of_user();

create function tell_of_follow() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.followee_id,
    'user.followed',
    array[new.followee_id],
    jsonb_build_object('followerId', new.follower_id, 'followeeId', new.followee_id)
  );
  return null;
end
$$;

comment on function tell_of_follow() is 'Writes user.followed to the outbox.';

create trigger tr_follows_tell_new after insert on follows
  for each row execute function tell_of_follow();

create function tell_of_badge() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.user_id,
    case when new.revoked_at is null then 'badge.awarded' else 'badge.revoked' end,
    array[new.user_id],
    jsonb_build_object('badgeId', new.id, 'userId', new.user_id, 'badgeType', new.badge_type)
  );
  return null;
end
$$;

comment on function tell_of_badge() is 'Writes badge.awarded and badge.revoked to the outbox.';

create trigger tr_badges_tell_new after insert on badges
  for each row when (new.revoked_at is null)
  execute function tell_of_badge();
create trigger tr_badges_tell_changed after update of revoked_at on badges
  for each row when ((old.revoked_at is null) <> (new.revoked_at is null))
  execute function tell_of_badge();

-- Notifications: their aggregate is the user.

create function tell_of_new_notifications() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  select
    new_notification.user_id,
    'notification.created',
    array[new_notification.user_id],
    jsonb_build_object(
      'notificationId', new_notification.id,
      'userId', new_notification.user_id,
      'notificationType', new_notification.notification_type,
      'subjectType', new_notification.subject_type,
      'subjectId', new_notification.subject_id
    )
  from new_notification;
  return null;
end
$$;

comment on function tell_of_new_notifications() is 'Writes notification.created to the outbox.';

create trigger tr_notifications_tell_new after insert on notifications
  referencing new table as new_notification
  for each statement execute function tell_of_new_notifications();

create function tell_of_read_notifications() returns trigger
language plpgsql set search_path from current
as $$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  select
    new_notification.user_id,
    'notification.read',
    array[new_notification.user_id],
    jsonb_build_object('userId', new_notification.user_id, 'notifications', count(*))
  from new_notification
  join old_notification on old_notification.id = new_notification.id
  where old_notification.read_at is null
    and new_notification.read_at is not null
  group by new_notification.user_id;
  return null;
end
$$;

comment on function tell_of_read_notifications() is
'Writes notification.read to the outbox: once for all notifications of a user that a statement marks read.';

create trigger tr_notifications_tell_read after update on notifications
  referencing old table as old_notification new table as new_notification
  for each statement execute function tell_of_read_notifications();
