/*
Personal data: what is known of a person can be handed to them, and taken away.

The comment of each column ends with one of two marks, and with no other place for it the map is never out of date:
- `@personal <path>`: the value is about a user. The path is the column with that user's id: `seller_id`, one of two
  (`buyer_id, seller_id`), or one that foreign keys lead to (`payment_id.buyer_id`). A service's own tables are on the map as
  soon as their comments have such marks.
- `@impersonal`: the value says nothing of a person.
- `@withheld`, behind `@personal`: the value is about a user and is not handed to them, for it would tell them of somebody else,
  such as who reported a message that one other person has read.

export_personal_data() reads the map and returns the rows of a user. erase_user() anonymises a user in place: payments and what
others wrote stay, and erasures keeps a receipt that says which rows were changed and nothing of their content.
*/

set local lock_timeout = '3s';

comment on column users.id is 'The id of the user.';
comment on column users.full_name is 'The name to show, in any script.';
comment on column users.avatar_url is 'The address of the picture.';
comment on column users.role is 'The part the user plays.';
comment on column users.building_name is 'The building of the home; never shown to others.';
comment on column users.last_login_at is 'The time of the last login; null before the first.';
comment on column users.created_at is 'The time of the registration.';
comment on column users.updated_at is 'The time of the last change.';

comment on column products.id is 'The id of the listing.';
comment on column products.seller_id is 'The user who sells it.';
comment on column products.title is 'The name of the thing, in the seller''s words.';
comment on column products.description is 'The seller''s words about it.';
comment on column products.category is 'The kind of thing.';
comment on column products.condition is 'The wear.';
comment on column products.feed_type is 'The feed that shows it.';
comment on column products.video_url is 'The address of a video; null if there is none.';
comment on column products.video_thumbnail_url is 'The address of the video''s still picture.';
comment on column products.created_at is 'The time of the listing.';
comment on column products.updated_at is 'The time of the last change.';

comment on column streams.id is 'The id of the stream.';
comment on column streams.user_id is 'The user who broadcasts.';
comment on column streams.title is 'The name of the show, in its broadcaster''s words.';
comment on column streams.description is 'The broadcaster''s words about it.';
comment on column streams.category is 'The kind of things on show.';
comment on column streams.status is 'The state of the stream.';
comment on column streams.stream_type is 'Broadcast as it happens, or recorded before.';
comment on column streams.thumbnail_url is 'The address of the still picture.';
comment on column streams.created_at is 'The time when it was entered.';
comment on column streams.updated_at is 'The time of the last change.';

comment on column conversations.id is 'The id of the conversation.';
comment on column conversations.buyer_id is 'The participant who may buy.';
comment on column conversations.seller_id is 'The participant who sells.';
comment on column conversations.created_at is 'The time when it was opened.';
comment on column conversations.updated_at is 'The time of the last change.';

comment on column messages.id is 'The id of the message.';
comment on column messages.conversation_id is 'The conversation that it is part of.';
comment on column messages.message_type is 'The kind of the message.';
comment on column messages.updated_at is 'The time of the last change.';

comment on column offers.id is 'The id of the offer.';
comment on column offers.product_id is 'The product it is for.';
comment on column offers.conversation_id is 'The conversation in which it was made.';
comment on column offers.buyer_id is 'The user who would buy.';
comment on column offers.seller_id is 'The user who would sell.';
comment on column offers.created_at is 'The time when it was made.';
comment on column offers.updated_at is 'The time of the last change.';

comment on column transactions.id is 'The id of the payment.';
comment on column transactions.buyer_id is 'The user who pays.';
comment on column transactions.seller_id is 'The user who is paid.';
comment on column transactions.product_id is 'The product that is bought.';
comment on column transactions.status is 'The state of the payment.';
comment on column transactions.created_at is 'The time when it was opened.';
comment on column transactions.updated_at is 'The time of the last change.';

comment on column payment_facts.id is 'The id of the fact.';
comment on column payment_facts.payment_id is 'The payment that it is of.';
comment on column payment_facts.created_at is 'The time when it was first recorded.';
comment on column payment_facts.updated_at is 'The time of the last change.';

comment on column verifications.id is 'The id of the verification.';
comment on column verifications.user_id is 'The user who handed the papers in.';
comment on column verifications.verification_type is 'The papers that were handed in.';
comment on column verifications.status is 'The decision.';
comment on column verifications.submitted_at is 'The time when they were handed in.';
comment on column verifications.created_at is 'The time when the row was made.';
comment on column verifications.updated_at is 'The time of the last change.';

-- The marks of the columns from before, behind their comments.
create function mark_columns(relation regclass, mark text, names text) returns void
language plpgsql set search_path = ''
as $$
declare
  name text;
begin
  foreach name in array string_to_array(regexp_replace(btrim(names, E' \n'), '\s+', ' ', 'g'), ' ') loop
    execute format(
      'comment on column %s.%I is %L',
      relation,
      name,
      concat_ws(
        ' ',
        (
          select col_description(pg_attribute.attrelid, pg_attribute.attnum)
          from pg_attribute
          where pg_attribute.attrelid = relation
            and pg_attribute.attname = name
        ),
        mark
      )
    );
  end loop;
end
$$;

select mark_columns('users', '@personal id', '
  id email username phone password_hash full_name avatar_url bio role is_verified is_active location neighborhood
  building_name last_login_at stripe_customer_id stripe_connect_account_id created_at request_digest
');
select mark_columns('users', '@impersonal', 'updated_at');
select mark_columns('products', '@impersonal', '
  id price_minor original_price_minor currency category condition feed_type is_available view_count like_count
  sold_at created_at updated_at
');
select mark_columns('products', '@personal seller_id', '
  seller_id title description location neighborhood image_urls video_url video_thumbnail_url tags request_digest
  hidden_at
');
select mark_columns('streams', '@impersonal', '
  id category status stream_type viewer_count total_views duration_seconds created_at updated_at
');
select mark_columns('streams', '@personal user_id', '
  user_id title description rtmp_url stream_key hls_url thumbnail_url started_at ended_at request_digest
');
select mark_columns('conversations', '@impersonal', 'id product_id last_message_id updated_at is_general');
select mark_columns('conversations', '@personal buyer_id, seller_id', '
  buyer_id seller_id last_message_at archived_by created_at
');
select mark_columns('conversations', '@personal buyer_id', 'buyer_unread_count');
select mark_columns('conversations', '@personal seller_id', 'seller_unread_count');
select mark_columns('messages', '@impersonal', 'id conversation_id message_type updated_at offer_id');
select mark_columns('messages', '@personal sender_id', '
  sender_id content image_urls offer_data read_at created_at request_digest
');
select mark_columns('offers', '@impersonal', '
  id product_id conversation_id status expires_at updated_at parent_offer_id currency
');
select mark_columns('offers', '@personal buyer_id, seller_id', '
  buyer_id seller_id amount_minor message created_at made_by request_digest
');
select mark_columns('transactions', '@impersonal', '
  id updated_at currency feed_type fee_basis_points needs_review reviewed_at
');
select mark_columns('transactions', '@personal buyer_id, seller_id', '
  buyer_id seller_id product_id status created_at amount_minor platform_fee_minor seller_payout_minor
  stripe_payment_intent_id stripe_charge_id stripe_transfer_id payment_method completed_at offer_id expires_at
  paid_at cancelled_at expired_at failed_attempts amount_received_minor amount_refunded_minor largest_refund_minor
  amount_disputed_minor amount_transferred_minor amount_due_minor request_digest
');
select mark_columns('payment_facts', '@impersonal', 'id payment_id kind currency counted counted_change updated_at');
select mark_columns('payment_facts', '@personal payment_id.buyer_id, payment_id.seller_id', '
  created_at stripe_id status amount_minor reversed_minor
');
-- It tells of the buyer's bank: nothing for the seller.
select mark_columns('payment_facts', '@personal payment_id.buyer_id', 'failure_code');
select mark_columns('verifications', '@impersonal', 'id created_at updated_at');
select mark_columns('verifications', '@personal user_id', '
  user_id verification_type status documents rejection_reason submitted_at reviewed_at request_digest
');
select mark_columns('verifications', '@personal reviewed_by', 'reviewed_by');
drop function mark_columns(regclass, text, text);

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function personal_condition(relation oid, alias text, path text) returns text
language plpgsql stable set search_path from current
as $$
declare
  first_column text := split_part(path, '.', 1);
  rest text := substr(path, length(first_column) + 2);
  target oid;
  target_column text;
begin
  if rest = '' then
    return format('%I.%I = $1', alias, first_column);
  end if;
  select
    pg_constraint.confrelid,
    target_attribute.attname
  into target, target_column
  from pg_constraint
  join pg_attribute
    on pg_attribute.attrelid = pg_constraint.conrelid
    and pg_attribute.attname = first_column
  join pg_attribute as target_attribute
    on target_attribute.attrelid = pg_constraint.confrelid
    and target_attribute.attnum = pg_constraint.confkey[array_position(pg_constraint.conkey, pg_attribute.attnum)]
  where pg_constraint.conrelid = relation
    and pg_constraint.contype = 'f'
    and pg_constraint.conparentid = 0
    and pg_attribute.attnum = any (pg_constraint.conkey)
  order by
    cardinality(pg_constraint.conkey),
    pg_constraint.oid
  limit 1;
  if target is null then
    raise exception 'the path % of a comment on % follows a column without a foreign key', path, relation::regclass
      using errcode = 'undefined_object';
  end if;
  return format(
    'exists (select from %s as %I where %I.%I = %I.%I and %s)',
    target::regclass,
    alias || '_parent',
    alias || '_parent',
    target_column,
    alias,
    first_column,
    personal_condition(target, alias || '_parent', rest)
  );
end
$$;

comment on function personal_condition(oid, text, text) is
  'Writes the condition under which a row is about the user $1, from a path of a @personal comment.';

create function export_personal_data(person uuid) returns table (table_name text, row_json text)
language plpgsql stable set search_path from current
as $$
declare
  source record;
  unclear_column text;
begin
  if not exists (select from users where users.id = person) then
    return;
  end if;
  if coalesce(col_description('users'::regclass, 1), '') !~ '@personal' then
    raise exception 'the comments that mark personal data are missing'
      using
        errcode = 'undefined_object',
        hint = 'the database was restored without its comments; restore them from a copy of the schema';
  end if;
  select format('%s.%I', pg_attribute.attrelid::regclass, pg_attribute.attname) into unclear_column
  from pg_description
  join pg_attribute
    on pg_attribute.attrelid = pg_description.objoid
    and pg_attribute.attnum = pg_description.objsubid
  where pg_description.classoid = 'pg_class'::regclass
    and pg_description.objsubid > 0
    and pg_description.description ~ '@personal\M(?!\s+[a-z0-9_.])'
  limit 1;
  if found then
    raise exception 'the comment on % says @personal, and not of whom', unclear_column
      using errcode = 'undefined_object';
  end if;
  for source in
    -- Of each column the paths to the users whom it is about; none of an impersonal one.
    with marked_column as (
      select
        pg_class.oid as relation,
        pg_attribute.attname,
        coalesce(description.text, '') ~ '@(secret|withheld)\M'
        and coalesce(description.text, '') !~ '@disclosed\M' as is_secret,
        coalesce(description.text, '') ~ '@withheld\M' as is_withheld,
        pg_type.typname in ('geography', 'geometry') as is_place,
        regexp_split_to_array(
          substring(description.text from '@personal\s+([a-z0-9_.]+(?:,\s*[a-z0-9_.]+)*)'),
          ',\s*'
        ) as paths
      from pg_class
      join pg_namespace
        on pg_namespace.oid = pg_class.relnamespace
        and pg_namespace.nspname !~ '^pg_'
        and pg_namespace.nspname <> 'information_schema'
      join pg_attribute
        on pg_attribute.attrelid = pg_class.oid
        and pg_attribute.attnum > 0
        and not pg_attribute.attisdropped
      join pg_type on pg_type.oid = pg_attribute.atttypid
      cross join lateral (
        select col_description(pg_class.oid, pg_attribute.attnum) as text
      ) as description
      where pg_class.relkind in ('r', 'p')
        and not pg_class.relispartition
    ),
    -- The columns of a table that are about the same users.
    column_group as (
      select
        marked_column.relation,
        marked_column.paths,
        array_agg(marked_column.attname::text) as names,
        (
          select string_agg(personal_condition(marked_column.relation, 'source', path), ' or ')
          from unnest(marked_column.paths) as path
        ) as condition
      from marked_column
      where marked_column.paths is not null
        and not marked_column.is_withheld
      group by
        marked_column.relation,
        marked_column.paths
    )
    select
      column_group.relation::regclass as relation,
      string_agg(
        format(' - case when %s then ''{}'' else %L::text[] end', column_group.condition, column_group.names),
        ''
      ) as hidden,
      string_agg(column_group.condition, ' or ') as condition,
      (
        select coalesce(array_agg(marked_column.attname::text), '{}')
        from marked_column
        where marked_column.relation = column_group.relation
          and marked_column.is_secret
      ) as secrets,
      (
        select string_agg(
          format(' || jsonb_build_object(%L, st_asgeojson(source.%I)::jsonb)', marked_column.attname, marked_column.attname),
          ''
        )
        from marked_column
        where marked_column.relation = column_group.relation
          and marked_column.is_place
      ) as places
    from column_group
    group by column_group.relation
    order by column_group.relation::regclass::text
  loop
    return query execute format(
      'select %L, ((to_jsonb(source)%s) - %L::text[]%s)::text from %s as source where %s',
      source.relation::text,
      source.places,
      source.secrets,
      source.hidden,
      source.relation,
      source.condition
    ) using person;
  end loop;
end
$$;

comment on function export_personal_data(uuid) is
  'The rows about a user in every table whose comments say @personal, without what is about others, secrets and what is withheld. No row for a user who does not exist.';

alter table users
  add column erased_at timestamptz,
  add constraint ck_users_erased_closed check (erased_at is null or not is_active) not valid;

alter table users validate constraint ck_users_erased_closed;

comment on column users.erased_at is
  'The time at which the personal data was erased; null if it was not. Such an account stays closed. @personal id';

-- A tombstone: a message of an erased user has neither text nor images, and stays where it was said.
alter table messages
  add column erased_at timestamptz,
  drop constraint ck_messages_carries_what_it_says,
  add constraint ck_messages_carries_what_it_says check (
    case
      when erased_at is not null then content is null and cardinality(image_urls) = 0
      when message_type = 'image' then cardinality(image_urls) > 0
      when message_type = 'offer' then offer_data is not null
      else content is not null
    end
  ) not valid;

alter table messages validate constraint ck_messages_carries_what_it_says;

comment on column messages.erased_at is
  'The time at which the text and the images were erased, together with their sender''s personal data; null if they were not. @impersonal';
comment on column messages.content is
  'The text. Text and system messages always have one, unless they were erased; with images or an offer it is a caption, or null. @personal sender_id';

create table erasures (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  changes jsonb not null,
  erased_at timestamptz not null default now(),
  constraint erasures_pkey primary key (id),
  constraint ck_erasures_changes_list check (jsonb_typeof(changes) = 'array')
);

-- The receipts of a user (erase_user).
create index ix_erasures_user_erased on erasures (user_id, erased_at);

create trigger tr_erasures_keep before update or delete on erasures
  for each row execute function refuse_change();

comment on table erasures is 'The receipts of erased personal data. They are never changed.';
comment on column erasures.id is 'The id of the receipt. @impersonal';
comment on column erasures.user_id is
  'The user whose data it was. No foreign key: the receipt stays when that row is deleted. @impersonal';
comment on column erasures.changes is 'The tables, what was done to their rows, and to how many. @impersonal';
comment on column erasures.erased_at is 'The time of the erasure. @impersonal';

create function erase_user(person uuid, is_dry_run boolean)
returns table (receipt_id uuid, receipt_changes jsonb, receipt_erased_at timestamptz)
language plpgsql set search_path from current
as $$
declare
  step record;
  was_erased boolean;
  affected bigint;
  changes jsonb := '[]';
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'personal data is erased at the isolation level read committed'
      using errcode = 'active_sql_transaction';
  end if;
  -- First the user, as every command: whatever refers to them has ended then, and nothing new begins.
  select users.erased_at is not null into was_erased
  from users
  where users.id = person
  for update;
  if not found then
    return;
  end if;
  -- An id may be used again after its user was deleted: a receipt is that of this account only if the account is erased.
  if was_erased then
    return query
      select erasures.id, erasures.changes, erasures.erased_at
      from erasures
      where erasures.user_id = person
      order by erasures.erased_at desc
      limit 1;
    return;
  end if;
  begin
    -- In the order of all commands, and by id: nobody waits in a circle.
    -- Among the products are those that the person saved: their like counts change.
    perform from products
    where products.id in (
      select wishlists.product_id from wishlists where wishlists.user_id = person
      union all
      select own_product.id from products as own_product where own_product.seller_id = person
    )
    order by products.id
    for no key update;
    perform from conversations
    where conversations.buyer_id = person or conversations.seller_id = person
    order by conversations.id
    for no key update;
    perform from offers
    where offers.buyer_id = person or offers.seller_id = person
    order by offers.id
    for no key update;
    perform from streams
    where streams.user_id = person
    order by streams.id
    for no key update;
    for step in
      select *
      from (
        values
          -- First, while the addresses are known that codes were sent to.
          (
            'tokens', 'deleted', null,
            $step$
            delete from tokens
            where tokens.user_id = $1
              or tokens.sent_to in (
                select users.email
                from users
                where users.id = $1
                union all
                select users.phone
                from users
                where users.id = $1
              )
            $step$
          ),
          -- Closing ends what is on sale, on offer and on air: tr_users_close.
          (
            'users', 'anonymised',
            'email, username, phone, password_hash, full_name, avatar_url, bio, role, is_verified, is_active, location, neighborhood, building_name, last_login_at, stripe_customer_id, stripe_connect_account_id, request_digest',
            $step$
            update users
            set
              email = 'erased-' || replace(gen_random_uuid()::text, '-', '') || '@erased.invalid',
              username = 'erased-' || replace(gen_random_uuid()::text, '-', ''),
              phone = null,
              password_hash = null,
              full_name = null,
              avatar_url = null,
              bio = null,
              role = case when users.role = 'admin' then 'both' else users.role end,
              is_verified = false,
              is_active = false,
              location = null,
              neighborhood = null,
              building_name = null,
              last_login_at = null,
              -- Money that is still to be paid back or passed on is found by them.
              stripe_customer_id = case when paid.has_payments then users.stripe_customer_id end,
              stripe_connect_account_id = case when paid.has_payments then users.stripe_connect_account_id end,
              request_digest = null,
              erased_at = now()
            from (
              select exists (
                select from transactions
                where transactions.buyer_id = $1
                  or transactions.seller_id = $1
              ) as has_payments
            ) as paid
            where users.id = $1
            $step$
          ),
          (
            'products', 'anonymised',
            'title, description, location, neighborhood, image_urls, video_url, video_thumbnail_url, tags, request_digest',
            $step$
            update products
            set
              -- The name of what was bought belongs to its buyer's payment too.
              title = case
                when exists (select from transactions where transactions.product_id = products.id) then products.title
                else '[erased]'
              end,
              description = null,
              location = null,
              neighborhood = null,
              image_urls = '{}',
              video_url = null,
              video_thumbnail_url = null,
              tags = '{}',
              request_digest = null
            where products.seller_id = $1
            $step$
          ),
          (
            'streams', 'anonymised',
            'title, description, rtmp_url, stream_key, hls_url, thumbnail_url, request_digest',
            $step$
            update streams
            set
              title = '[erased]',
              description = null,
              rtmp_url = null,
              stream_key = null,
              hls_url = null,
              thumbnail_url = null,
              request_digest = null
            where streams.user_id = $1
            $step$
          ),
          (
            'messages', 'anonymised', 'content, image_urls, request_digest',
            $step$
            update messages
            set
              content = null,
              image_urls = '{}',
              request_digest = null,
              erased_at = now()
            where messages.sender_id = $1
            $step$
          ),
          (
            'offers', 'anonymised', 'message, request_digest',
            $step$
            update offers
            set
              message = null,
              request_digest = null
            where offers.made_by = $1
              and (offers.buyer_id = $1 or offers.seller_id = $1)
            $step$
          ),
          (
            'reviews', 'anonymised', 'content, request_digest',
            $step$
            update reviews
            set
              content = null,
              request_digest = null
            where reviews.reviewer_id = $1
              and (reviews.content is not null or reviews.request_digest is not null)
            $step$
          ),
          (
            'reviews', 'anonymised', 'reply, replied_at',
            $step$
            update reviews
            set
              reply = null,
              replied_at = null
            where reviews.reviewee_id = $1
              and reviews.reply is not null
            $step$
          ),
          (
            'reports', 'anonymised', 'details, request_digest',
            $step$
            update reports
            set
              details = null,
              request_digest = null
            where reports.reporter_id = $1
            $step$
          ),
          (
            'moderation_cases', 'anonymised', 'subject_text',
            $step$
            update moderation_cases
            set subject_text = null
            where moderation_cases.reported_user_id = $1
              and moderation_cases.subject_text is not null
            $step$
          ),
          -- What others were told about the person may have their name in it.
          (
            'notifications', 'anonymised', 'title, body, data',
            $step$
            update notifications
            set
              title = null,
              body = null,
              data = '{}'
            where notifications.actor_id = $1
              and notifications.user_id <> $1
            $step$
          ),
          ('notifications', 'deleted', null, 'delete from notifications where notifications.user_id = $1'),
          ('verifications', 'deleted', null, 'delete from verifications where verifications.user_id = $1'),
          -- Before the badges, which lock the counts of the person: whoever ends a follow locks the follow first.
          (
            'follows', 'deleted', null,
            'delete from follows where follows.follower_id = $1 or follows.followee_id = $1'
          ),
          ('badges', 'deleted', null, 'delete from badges where badges.user_id = $1'),
          ('place_anchors', 'deleted', null, 'delete from place_anchors where place_anchors.owner_id = $1'),
          ('wishlists', 'deleted', null, 'delete from wishlists where wishlists.user_id = $1'),
          (
            'saved_searches', 'deleted', null,
            'delete from saved_searches where saved_searches.user_id = $1'
          ),
          (
            'blocks', 'deleted', null,
            'delete from blocks where blocks.blocker_id = $1 or blocks.blocked_id = $1'
          ),
          ('sessions', 'deleted', null, 'delete from sessions where sessions.user_id = $1')
      ) as listed (relation, action, columns, statement)
    loop
      execute step.statement using person;
      get diagnostics affected = row_count;
      if affected > 0 then
        changes := changes || jsonb_build_object(
          'table', step.relation,
          'action', step.action,
          'columns', string_to_array(coalesce(step.columns, ''), ', '),
          'rows', affected
        );
      end if;
    end loop;
    if is_dry_run then
      raise exception 'dry run' using errcode = 'SKDRY';
    end if;
    return query
      insert into erasures (user_id, changes)
      values (person, changes)
      returning erasures.id, erasures.changes, erasures.erased_at;
  exception
    when sqlstate 'SKDRY' then
      -- All of it is undone, and the list of it is left.
      return query select null::uuid, changes, null::timestamptz;
  end;
end
$$;

comment on function erase_user(uuid, boolean) is
  'Erases the personal data of a user in place and returns the receipt, of the first time if it was done before. A dry run does the same, undoes it, and returns what it did. No row for a user who does not exist.';
