/*
Private rows: what policies (souk-db policies) ask of the schema, so that under them each list walks the index that it walks
without them.

A policy is judged before all that might leak a row, and an index condition might, unless all its functions are LEAKPROOF and its
expressions are of few kinds. Comparisons of uuid, boolean and timestamptz are; `@>` and COALESCE are not, `= any` and CASE are.
So the inbox indexes are on CASE. The test for archived, `= any`, is compared with a value that the planner does not see, or it
would make `<> all` of it (migration 5).

A message carries its recipient: else each row of a page would look its conversation up. Rows from before get theirs here, with
their triggers off: nothing has happened to them.
*/

set local lock_timeout = '3s';

alter table messages add column recipient_id uuid;
alter table messages disable trigger user;
update messages
set recipient_id = case messages.sender_id when conversations.buyer_id then conversations.seller_id else conversations.buyer_id end
from conversations
where conversations.id = messages.conversation_id;
alter table messages enable trigger user;

comment on column messages.recipient_id is
'The participant who did not send it, for policies. @secret @personal sender_id @withheld';

-- Every message pays for this one, so the schema is written into it, as into require_participant of migration 13.
do $$
begin
  execute format(
    $create$
      create function set_recipient() returns trigger
      language plpgsql set search_path = ''
      as $body$
      begin
        select case new.sender_id when conversations.buyer_id then conversations.seller_id else conversations.buyer_id end
        into new.recipient_id
        from %s.conversations
        where conversations.id = new.conversation_id;
        return new;
      end
      $body$
    $create$,
    (select pg_class.relnamespace::regnamespace::text from pg_class where pg_class.oid = 'conversations'::regclass)
  );
end
$$;

comment on function set_recipient() is 'Sets the recipient of a message: the other party of its conversation.';

create trigger tr_messages_set_recipient
  before insert or update of conversation_id, sender_id, recipient_id on messages
  for each row execute function set_recipient();

-- Replaced by indexes of the same names on expressions that do not leak.
drop index ix_conversations_buyer_inbox;
drop index ix_conversations_seller_inbox;
create index ix_conversations_buyer_inbox on conversations (
  buyer_id,
  (buyer_id = any (archived_by)),
  (case when last_message_at is null then created_at else last_message_at end),
  id
);
create index ix_conversations_seller_inbox on conversations (
  seller_id,
  (seller_id = any (archived_by)),
  (case when last_message_at is null then created_at else last_message_at end),
  id
);

-- Triggers that judge or change rows of others than the one who acts, or read rows that only their parties see, do so with the
-- rights of the owner, whom policies leave alone: a product that is taken off the market declines the offers of everybody. Each
-- has a search path of its own, and nobody can call a trigger's function.
do $$
declare
  routine text;
begin
  foreach routine in array array[
    'close_account()',
    'decline_pending_offers()',
    'end_dealings()',
    'refuse_blocked()',
    'refuse_foreign_reviews()',
    'refuse_market_in_deal()',
    'require_participant()',
    'require_payment()',
    'set_recipient()',
    'tell_of_message()',
    'tell_of_reading()',
    'unverify_user()'
  ]
  loop
    execute format('alter function %s security definer', routine);
    execute format('revoke execute on function %s from public', routine);
  end loop;
end
$$;
