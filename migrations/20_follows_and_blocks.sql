/*
Follows and blocks: users follow others to see what they list and stream, and shut out those of whom they want nothing.

- user_stats counts follows by statement, whatever statement makes or ends them: the deletion of a user too.
- A block works in both directions. By whatever statement it is made, tr_blocks_end_dealings deletes the follows between
  the two and cancels their pending offers. Payments stay: money has its own ends.
- Nothing begins between the two while there is a block: triggers refuse follows, conversations, messages, pending offers
  and payments, each in its own name (src/constraint-rules.ts). What was said can be read. A system message is the
  service's, which may have to say how a payment ended.
- Nobody is told of what somebody behind a block did: tr_notifications_leave_out_blocked leaves such notifications out, in a
  fan-out too. How a payment ended is told all the same, for money is at stake, and names nobody.
- Both sides meet at the users' rows. A block locks the two for update in the order of their ids before it is written.
  Whatever refers to a user locks that row as its foreign key does (for key share), and what refers to both does so in that
  order too, by whatever statement it is written (lock_parties). So a block waits for what has begun, nobody waits in a
  circle, and the triggers of what begins later, whose statements have snapshots of their own, see the block.
- That needs READ COMMITTED, and a block says so. What is refused is right at every level: a block writes the user_stats of
  the two, and an older snapshot that begins something lasting fails there with 40001. A message of a transaction with such
  a snapshot is from before the block.

ix_products_seller_available and ix_streams_user_on_air are for listFollowedProducts and listFollowedStreams: the newest of a
seller without those that are sold, of a streamer without those that have ended.
*/

set local lock_timeout = '3s';

create table follows (
  id uuid not null default uuidv7(),
  follower_id uuid not null,
  followee_id uuid not null,
  created_at timestamptz not null default now(),
  constraint follows_pkey primary key (id),
  constraint follows_follower_id_followee_id_key unique (follower_id, followee_id),
  constraint fk_follows_follower foreign key (follower_id) references users (id) on delete cascade,
  constraint fk_follows_followee foreign key (followee_id) references users (id) on delete cascade,
  constraint ck_follows_not_oneself check (follower_id <> followee_id)
);

create index ix_follows_follower_created on follows (follower_id, created_at, id) include (followee_id);
create index ix_follows_followee_created on follows (followee_id, created_at, id);

comment on table follows is 'Users who follow another one. @name Follow';
comment on column follows.id is 'The id of the follow. @impersonal';
comment on column follows.follower_id is 'The user who follows. @personal follower_id, followee_id';
comment on column follows.followee_id is 'The user who is followed. @personal follower_id, followee_id';
comment on column follows.created_at is 'The time when it began. @personal follower_id, followee_id';

create table blocks (
  id uuid not null default uuidv7(),
  blocker_id uuid not null,
  blocked_id uuid not null,
  created_at timestamptz not null default now(),
  constraint blocks_pkey primary key (id),
  constraint blocks_blocker_id_blocked_id_key unique (blocker_id, blocked_id),
  constraint fk_blocks_blocker foreign key (blocker_id) references users (id) on delete cascade,
  constraint fk_blocks_blocked foreign key (blocked_id) references users (id) on delete cascade,
  constraint ck_blocks_not_oneself check (blocker_id <> blocked_id)
);

create index ix_blocks_blocker_created on blocks (blocker_id, created_at, id);
-- Of both columns: whichever index is chosen for a pair, a user blocked by many is not read through.
create index ix_blocks_blocked on blocks (blocked_id, blocker_id);
-- A block in either direction is one look-up.
create index ix_blocks_pair on blocks (least(blocker_id, blocked_id), greatest(blocker_id, blocked_id));

comment on table blocks is
'Users who shut out another one. Only who blocked may see that they did; to the service it works in both directions. @name Block';
comment on column blocks.id is 'The id of the block. @impersonal';
comment on column blocks.blocker_id is 'The user who shuts out. @personal blocker_id';
comment on column blocks.blocked_id is 'The user who is shut out. @personal blocker_id';
comment on column blocks.created_at is 'The time when it began. @personal blocker_id';

create index ix_products_seller_available on products (seller_id, created_at, id) where is_available;
create index ix_streams_user_on_air on streams (
  user_id,
  (case status when 'scheduled' then created_at else started_at end),
  id
) where status <> 'ended';

create trigger tr_follows_keep_parties before update of follower_id, followee_id on follows
  for each row when (old.follower_id <> new.follower_id or old.followee_id <> new.followee_id)
  execute function refuse_change();
create trigger tr_blocks_keep_parties before update of blocker_id, blocked_id on blocks
  for each row when (old.blocker_id <> new.blocker_id or old.blocked_id <> new.blocked_id)
  execute function refuse_change();

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

-- Counts. Rows are written in the order of the users' ids, by all statements: they wait in turn and not in a circle.

create function count_new_follows() returns trigger
language plpgsql set search_path from current
as $$
begin
  insert into user_stats (user_id, follower_count, following_count)
  select
    counted.user_id,
    sum(counted.followers),
    sum(counted.following)
  from (
    select new_follow.followee_id as user_id, 1 as followers, 0 as following
    from new_follow
    union all
    select new_follow.follower_id, 0, 1
    from new_follow
  ) as counted
  group by counted.user_id
  order by counted.user_id
  on conflict (user_id) do update
  set
    follower_count = user_stats.follower_count + excluded.follower_count,
    following_count = user_stats.following_count + excluded.following_count;
  return null;
end
$$;

comment on function count_new_follows() is 'Adds new follows to the counts of both users.';

create trigger tr_follows_count_new after insert on follows
  referencing new table as new_follow
  for each statement execute function count_new_follows();

create function count_ended_follows() returns trigger
language plpgsql set search_path from current
as $$
begin
  perform from user_stats
  where user_stats.user_id in (
    select old_follow.followee_id
    from old_follow
    union all
    select old_follow.follower_id
    from old_follow
  )
  order by user_stats.user_id
  for no key update;
  update user_stats
  set
    follower_count = greatest(user_stats.follower_count - counted.followers, 0),
    following_count = greatest(user_stats.following_count - counted.following, 0)
  from (
    select
      party.user_id,
      sum(party.followers)::integer as followers,
      sum(party.following)::integer as following
    from (
      select old_follow.followee_id as user_id, 1 as followers, 0 as following
      from old_follow
      union all
      select old_follow.follower_id, 0, 1
      from old_follow
    ) as party
    group by party.user_id
  ) as counted
  where user_stats.user_id = counted.user_id;
  return null;
end
$$;

comment on function count_ended_follows() is 'Takes ended follows from the counts of both users.';

create trigger tr_follows_count_ended after delete on follows
  referencing old table as old_follow
  for each statement execute function count_ended_follows();

create function lock_follow_counts() returns trigger
language plpgsql set search_path from current
as $$
begin
  -- First the user: nobody follows or is followed from here on.
  perform from users where users.id = old.id for update;
  perform from user_stats
  where user_stats.user_id in (
    select follows.followee_id
    from follows
    where follows.follower_id = old.id
    union all
    select follows.follower_id
    from follows
    where follows.followee_id = old.id
    union all
    select old.id
  )
  order by user_stats.user_id
  for no key update;
  return old;
end
$$;

comment on function lock_follow_counts() is
  'Locks the counts that the deletion of a user takes along or changes: its cascades go through them in several runs.';

create trigger tr_users_lock_follow_counts before delete on users
  for each row execute function lock_follow_counts();

-- Blocks.

create function lock_parties() returns trigger
language plpgsql set search_path from current
as $$
declare
  one_id uuid;
  other_id uuid;
begin
  if tg_table_name = 'follows' then
    one_id := new.follower_id;
    other_id := new.followee_id;
  elsif tg_table_name = 'reviews' then
    one_id := new.reviewer_id;
    other_id := new.reviewee_id;
  else
    one_id := new.buyer_id;
    other_id := new.seller_id;
  end if;
  perform from users
  where users.id in (one_id, other_id)
  order by users.id
  for key share;
  return new;
end
$$;

comment on function lock_parties() is
  'Locks both users of a new row in the order of their ids, as a block does: foreign keys lock them in that of the columns.';

create trigger tr_follows_lock_parties before insert on follows
  for each row execute function lock_parties();
create trigger tr_conversations_lock_parties before insert on conversations
  for each row execute function lock_parties();
create trigger tr_offers_lock_parties before insert on offers
  for each row execute function lock_parties();
create trigger tr_transactions_lock_parties before insert on transactions
  for each row execute function lock_parties();
create trigger tr_reviews_lock_parties before insert on reviews
  for each row execute function lock_parties();

create function lock_block_parties() returns trigger
language plpgsql set search_path from current
as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'a user is blocked at the isolation level read committed'
      using errcode = 'active_sql_transaction';
  end if;
  perform from users
  where users.id in (new.blocker_id, new.blocked_id)
  order by users.id
  for update;
  return new;
end
$$;

comment on function lock_block_parties() is 'Waits for all that has begun between the two of a new block, and lets nothing begin.';

create trigger tr_blocks_lock_parties before insert on blocks
  for each row execute function lock_block_parties();

create function end_dealings() returns trigger
language plpgsql set search_path from current
as $$
begin
  -- Transactions with an older snapshot meet the block here: see refuse_blocked.
  insert into user_stats (user_id)
  select party.user_id
  from (values (new.blocker_id), (new.blocked_id)) as party (user_id)
  order by party.user_id
  on conflict (user_id) do update
  set updated_at = now();
  delete from follows
  where (follows.follower_id = new.blocker_id and follows.followee_id = new.blocked_id)
    or (follows.follower_id = new.blocked_id and follows.followee_id = new.blocker_id);
  perform from offers
  where offers.status = 'pending'
    and (
      (offers.buyer_id = new.blocker_id and offers.seller_id = new.blocked_id)
      or (offers.buyer_id = new.blocked_id and offers.seller_id = new.blocker_id)
    )
  order by offers.id
  for no key update;
  update offers
  set status = 'cancelled'
  where offers.buyer_id = new.blocker_id
    and offers.seller_id = new.blocked_id
    and offers.status = 'pending';
  update offers
  set status = 'cancelled'
  where offers.buyer_id = new.blocked_id
    and offers.seller_id = new.blocker_id
    and offers.status = 'pending';
  return null;
end
$$;

comment on function end_dealings() is 'Ends the follows and the pending offers between the two of a new block.';

create trigger tr_blocks_end_dealings after insert on blocks
  for each row execute function end_dealings();

-- Every message pays for this one, so the schema is written into it, as into require_participant of migration 13.
do $$
begin
  execute format(
    $create$
      create function refuse_blocked() returns trigger
      language plpgsql set search_path = ''
      as $body$
      declare
        one_id uuid;
        other_id uuid;
      begin
        if tg_table_name = 'messages' then
          select
            conversations.buyer_id,
            conversations.seller_id
          into one_id, other_id
          from %1$s.conversations
          where conversations.id = new.conversation_id;
        elsif tg_table_name = 'follows' then
          one_id := new.follower_id;
          other_id := new.followee_id;
        else
          one_id := new.buyer_id;
          other_id := new.seller_id;
          if pg_catalog.current_setting('transaction_isolation') <> 'read committed' then
            -- A block that the snapshot is too old for has written these rows: then this one fails with 40001.
            insert into %1$s.user_stats (user_id)
            values (least(one_id, other_id)), (greatest(one_id, other_id))
            on conflict (user_id) do nothing;
          end if;
        end if;
        if exists (
          select from %1$s.blocks
          where least(blocks.blocker_id, blocks.blocked_id) = least(one_id, other_id)
            and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(one_id, other_id)
        ) then
          raise exception 'one of the two has blocked the other'
            using errcode = 'check_violation',
              schema = tg_table_schema,
              table = tg_table_name,
              constraint = tg_name;
        end if;
        return null;
      end
      $body$
    $create$,
    (select pg_class.relnamespace::regnamespace::text from pg_class where pg_class.oid = 'blocks'::regclass)
  );
end
$$;

comment on function refuse_blocked() is 'Refuses what begins between two users of whom one has blocked the other.';

create trigger tr_follows_not_blocked after insert on follows
  for each row execute function refuse_blocked();
create trigger tr_conversations_not_blocked after insert on conversations
  for each row execute function refuse_blocked();
create trigger tr_messages_not_blocked after insert or update of conversation_id on messages
  for each row when (new.message_type <> 'system')
  execute function refuse_blocked();
create trigger tr_offers_not_blocked after insert or update of status, buyer_id, seller_id on offers
  for each row when (new.status = 'pending')
  execute function refuse_blocked();
create trigger tr_transactions_not_blocked after insert or update of buyer_id, seller_id on transactions
  for each row execute function refuse_blocked();

create function leave_out_blocked() returns trigger
language plpgsql set search_path from current
as $$
begin
  perform from users
  where users.id in (new.user_id, new.actor_id)
  order by users.id
  for key share;
  if not exists (
    select from blocks
    where least(blocks.blocker_id, blocks.blocked_id) = least(new.user_id, new.actor_id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(new.user_id, new.actor_id)
  ) then
    return new;
  end if;
  if new.notification_type in ('payment_completed', 'payment_refunded', 'payment_cancelled') then
    new.actor_id := null;
    return new;
  end if;
  return null;
end
$$;

comment on function leave_out_blocked() is
  'Leaves out notifications of what somebody did whom a block parts from the user. Of a payment''s end it takes the name.';

create trigger tr_notifications_leave_out_blocked before insert on notifications
  for each row when (new.actor_id is not null)
  execute function leave_out_blocked();
