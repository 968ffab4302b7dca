/*
Bounds on offers: a buyer has one offer on a product that waits for an answer, by whatever conversation, and nobody
offers nothing.

Until now a buyer could send a seller any number of offers on one product, and each of them could be accepted. Of those
that wait, the newest of a buyer and a product stays, and the others are cancelled, as is an offer of zero.

The constraint is looked at when a statement ends (deferrable, initially immediate), not row by row: an answer takes its
parent's place in one statement. That is what an exclusion constraint can say of some of the rows, and a unique index
cannot.
*/

set local lock_timeout = '3s';

-- Else an offer could be made between the cleaning and the constraint.
lock table offers in share row exclusive mode;

update offers
set status = 'cancelled'
where offers.status = 'pending'
  and (
    offers.amount_minor = 0
    or exists (
      select from offers as newer_offer
      where newer_offer.buyer_id = offers.buyer_id
        and newer_offer.product_id = offers.product_id
        and newer_offer.status = 'pending'
        and newer_offer.amount_minor > 0
        and (newer_offer.created_at, newer_offer.id) > (offers.created_at, offers.id)
    )
  );

alter table offers
  add constraint offers_buyer_id_product_id_excl exclude using btree (buyer_id with =, product_id with =)
    where (status = 'pending') deferrable initially immediate,
  -- Offers of zero from before are history, and stay.
  add constraint ck_offers_pending_amount_positive check (amount_minor > 0 or status <> 'pending') not valid;

alter table offers validate constraint ck_offers_pending_amount_positive;
