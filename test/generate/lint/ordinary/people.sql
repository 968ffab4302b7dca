/* Queries about accounts and talk that no rule may refuse. */

/* @name findByEmail */
select users.id, users.username from users where users.email = lower(:email!);

/* @name findByUsername */
select id, username from users where lower(username collate "C") = lower(:username!::text collate "C");

/* @name findByPhone */
select id from users where phone = :phone!;

/* @name findByStripeCustomer */
select id from users where stripe_customer_id = :customerId!;

/* @name findByEmailOrPhone */
select id from users where email = :login! or phone = :login!;

/* @name findSession */
select u.id, u.role, u.password_hash is not null as has_password from users u where u.id = :id! and u.is_active;

/* @name isTaken */
select exists (select from users where email = :email!) as "is_taken!";

/* @name signUp */
insert into users (email, username, full_name) values (:email!, :username!, :fullName) on conflict do nothing returning users.id;

/* @name upsertByEmail */
insert into users (email, username)
values (:email!, :username!)
on conflict (email) do update set username = excluded.username
returning users.id, users.created_at = users.updated_at as is_new;

/* @name touchLogin */
update users set last_login_at = now() where id = :id!;

/* @name closeIdle */
update users set is_active = false where last_login_at < now() - interval '3 years' and role = 'buyer' and is_active;

/* @name deleteUser */
delete from users where id = :id!;

/* @name listAdmins */
select id, username from users where role = 'admin' and is_active order by id limit 100;

/* @name listNewPerDay */
select date_trunc('day', created_at) as day, count(*) as users
from users
where created_at >= :since! and created_at < :until!
group by 1
order by 1;

/* @name listDaysWithCounts */
select day.day::date as day, count(users.id) as users
from generate_series(:since!::timestamptz, :until!::timestamptz, interval '1 day') as day(day)
left join users on users.created_at >= day.day and users.created_at < day.day + interval '1 day'
group by day.day
order by day.day;

/* @name listProfiles */
select u.id, u.username, coalesce(u.full_name, u.username) as shown_name
from users u
where u.id in (select c.seller_id from conversations c where c.buyer_id = :userId! order by c.id limit 20);

/* @name listConversations */
select c.id, c.last_message_at, m.content as "last_message?"
from conversations c
left join messages m on m.id = c.last_message_id
where c.buyer_id = :userId!
order by c.last_message_at desc nulls last, c.id desc
limit 20;

/* @name listConversationsWithPeople */
select c.id, b.username as buyer, s.username as seller
from conversations c, users b, users s
where b.id = c.buyer_id and s.id = c.seller_id and c.product_id = :productId!
order by c.id
limit 20;

/* @name listMessages */
select m.id, m.content, m.created_at
from messages m
where m.conversation_id = :conversationId!
order by m.created_at desc, m.id desc
limit 50;

/* @name listMessagesBefore */
select m.id, m.content
from messages m
where m.conversation_id = :conversationId!
  /*[if beforeTime beforeId]*/ and (m.created_at, m.id) < (:beforeTime!, :beforeId!) /*[end]*/
order by m.created_at desc, m.id desc
limit :limit!;

/* @name countUnread */
select count(*)::int as "unread!" from messages where conversation_id = :conversationId! and read_at is null and sender_id <> :userId!;

/* @name countUnreadOfAll */
select sum(case when buyer_id = :userId! then buyer_unread_count else seller_unread_count end)::int as unread
from conversations
where buyer_id = :userId! or seller_id = :userId!;

/* @name sendMessage */
with sent as (
  insert into messages (conversation_id, sender_id, content) values (:conversationId!, :senderId!, :content!) returning id, conversation_id, created_at
)
update conversations
set last_message_id = sent.id, last_message_at = sent.created_at
from sent
where conversations.id = sent.conversation_id
returning conversations.id;

/* @name markRead */
update messages set read_at = now() where conversation_id = :conversationId! and sender_id <> :userId! and read_at is null;

/* @name archive */
update conversations set archived_by = array_append(archived_by, :userId!) where id = :id! and not archived_by @> array[:userId!::uuid];

/* @name deleteMessage */
delete from messages where id = :id! and sender_id = :senderId! returning id;

/* @name deleteOldMessages */
delete from messages where id in (select id from messages where created_at < :before! order by created_at, id limit 1000);

/* @name listWordsOfMessages */
select m.id, word.word
from messages m
cross join lateral regexp_split_to_table(coalesce(m.content, ''), '\s+') with ordinality as word(word, place)
where m.id = :id!
order by word.place;

/* @name listVerificationsToDo */
select v.id, v.submitted_at, u.username
from verifications v
join users u on u.id = v.user_id
where v.status = 'pending'
order by v.submitted_at, v.id
limit 20;

/* @name findPendingVerification */
select v.id from verifications v where v.user_id = :userId! and v.status = 'pending';

/* @name listDocuments */
select document.value ->> 'kind' as kind
from verifications v
cross join lateral jsonb_array_elements(v.documents) as document(value)
where v.id = :id!;

/* @name approve */
update verifications set status = 'approved', reviewed_at = now(), reviewed_by = :adminId! where id = :id! and status = 'pending' returning id;

/* @name listPeopleWithoutMessages */
select users.id
from users
left join messages on messages.sender_id = users.id
where messages.id is null
order by users.id
limit 50;

/* @name listMutual */
select one.id
from conversations one
join conversations other on other.buyer_id = one.seller_id and other.seller_id = one.buyer_id
where one.buyer_id = :userId!
order by one.id, other.id
limit 20;

/* @name findThread */
with recursive thread as (
  select offers.id, offers.parent_offer_id, 1 as depth from offers where offers.id = :id!
  union all
  select offers.id, offers.parent_offer_id, thread.depth + 1
  from thread
  join offers on offers.id = thread.parent_offer_id
)
select thread.id, thread.depth from thread order by thread.depth;
