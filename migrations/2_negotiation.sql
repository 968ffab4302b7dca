/*
Negotiation: an offer knows which offer it answers, and a chat message which offer it shows.

Until now both were only told by the order of things: the terms that a chat shows were copied into messages.offer_data,
and a counter-offer was an offer like any other.
*/

set local lock_timeout = '3s';

alter table offers
  add column parent_offer_id uuid,
  add constraint fk_offers_parent_offer foreign key (parent_offer_id) references offers (id) on delete set null,
  -- Also the index of the foreign key. Two answers to one offer would be two negotiations about one thing.
  add constraint offers_parent_offer_id_key unique (parent_offer_id),
  add constraint ck_offers_not_its_own_parent check (parent_offer_id <> id);

comment on column offers.parent_offer_id is
  'The offer that this one answers; null for the first of a negotiation, or if that offer is gone.';

alter table messages
  add column offer_id uuid,
  add constraint fk_messages_offer foreign key (offer_id) references offers (id) on delete set null;

create index ix_messages_offer on messages (offer_id) where offer_id is not null;

comment on column messages.offer_id is
  'The offer that the message shows, whose terms stand in offer_data as they were then; null if it shows none.';
