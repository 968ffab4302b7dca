/*
Hot paths: what everybody looks at all the time is one walk of an index that is in the order of the page.

Each list is ordered by a time and, for rows of the same time, by id. Its index holds what the list asks for, then the
time and the id, so that a page is read where it begins and no further than its end, in whichever direction.

Replaced, for the new index serves what the old one served:
- ix_products_seller by ix_products_seller_created (listProductsBySeller, and the foreign key);
- ix_products_is_available and ix_products_category_feed by the four indexes of listProductFeed;
- idx_products_location by one of that name which leaves out what is not on sale (listProductsNearby): else what was sold
  over the years lies in the way of every search;
- ix_streams_user by ix_streams_user_created (listStreamsByUser, and the foreign key);
- ix_streams_status and ix_streams_category by ix_streams_status_started and ix_streams_status_category_started
  (listLiveStreams, listUpcomingStreams);
- ix_verifications_user by ix_verifications_user_submitted (listVerificationsByUser, and the foreign key);
- ix_verifications_status by ix_verifications_pending (listPendingVerifications).
*/

set local lock_timeout = '3s';

-- Lets a GiST index hold a category next to a place.
create extension if not exists btree_gist;

-- products

create index ix_products_seller_created on products (seller_id, created_at, id);
drop index ix_products_seller;

-- No column here is ever null: where nulls would come tells the first of these from the others, see listProductFeed.
create index ix_products_feed on products (created_at desc, id desc) where is_available;
create index ix_products_feed_type on products (feed_type, created_at desc nulls last, id desc) where is_available;
create index ix_products_feed_category on products (category, created_at desc nulls last, id desc) where is_available;
create index ix_products_feed_category_type
  on products (category, feed_type, created_at desc nulls last, id desc) where is_available;
drop index ix_products_is_available;
drop index ix_products_category_feed;

-- In this order: where nothing is said of a category the planner knows no difference between the two, and then takes the
-- younger one, which is the better one.
create index idx_products_category_location on products using gist (category, location) where is_available;
drop index idx_products_location;
create index idx_products_location on products using gist (location) where is_available;

-- streams

-- Room in each page for the next version of a row: who watches is counted all the time, and a version in the same page
-- needs no entry in any index. Of a stream that is there already, only where its page is written anew.
alter table streams set (fillfactor = 80);

create index ix_streams_user_created on streams (user_id, created_at, id);
drop index ix_streams_user;

create index ix_streams_status_started on streams (status, started_at, id);
create index ix_streams_status_category_started on streams (status, category, started_at, id);
drop index ix_streams_status;
drop index ix_streams_category;

-- verifications

create index ix_verifications_user_submitted on verifications (user_id, submitted_at, id);
drop index ix_verifications_user;

create index ix_verifications_pending on verifications (submitted_at, id) where status = 'pending';
drop index ix_verifications_status;

-- A user waits for one decision at a time.
create unique index ix_verifications_one_pending on verifications (user_id) where status = 'pending';
