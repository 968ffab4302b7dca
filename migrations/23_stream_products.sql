/*
Products in streams, and the sales of a stream.

- A stream shows products of its own streamer, in an order of theirs: two foreign keys of more columns hold that stream
  and product are of one user.
- The product on show is a column of the stream, and not a mark of its product: there is one at most whatever runs at the
  same time, and to switch it is one update of one row. fk_streams_pinned_product forgets it when it leaves the stream.
- A stream has up to 200 products: tr_stream_products_limit counts them under the lock of the stream. It writes the
  stream's row, so that a transaction with an older snapshot runs again instead of overlooking what was added.
- A payment knows the stream in which it was opened; fk_transactions_stream holds that it is its seller's.
*/

set local lock_timeout = '3s';

alter table streams
  add column pinned_product_id uuid,
  add constraint streams_user_id_id_key unique (user_id, id);

comment on column streams.pinned_product_id is
'The product on show, one of the products of the stream; null if none is. @personal user_id';

create table stream_products (
  id uuid not null default uuidv7(),
  stream_id uuid not null,
  product_id uuid not null,
  seller_id uuid not null,
  position integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint stream_products_pkey primary key (id),
  constraint stream_products_product_id_stream_id_key unique (product_id, stream_id),
  constraint fk_stream_products_stream foreign key (stream_id, seller_id)
    references streams (id, user_id) on delete cascade,
  constraint fk_stream_products_product foreign key (product_id, seller_id)
    references products (id, seller_id) on delete cascade,
  constraint ck_stream_products_position_not_negative check (position >= 0)
);

-- The products of a stream in their order: listStreamProducts.
create index ix_stream_products_stream_position on stream_products (stream_id, position, id);
-- The streams of a product: listStreamsByProduct.
create index ix_stream_products_product_created on stream_products (product_id, created_at, stream_id);

create trigger tr_stream_products_updated_at before update on stream_products
  for each row execute function set_updated_at();

comment on table stream_products is 'A product that is shown in a stream of its seller.';
comment on column stream_products.id is 'The id of the row. @impersonal';
comment on column stream_products.stream_id is 'The stream. @personal stream_id.user_id';
comment on column stream_products.product_id is 'The product. @personal stream_id.user_id';
comment on column stream_products.seller_id is 'The user who streams and sells. @personal stream_id.user_id';
comment on column stream_products.position is
'The place in the stream''s order, from 0; of two in one place the one that was added first comes first. @impersonal';
comment on column stream_products.created_at is 'The time when it was added to the stream. @impersonal';
comment on column stream_products.updated_at is 'The time of the last change. @impersonal';

alter table streams
  add constraint fk_streams_pinned_product foreign key (pinned_product_id, id)
    references stream_products (product_id, stream_id) on delete set null (pinned_product_id) not valid;
alter table streams validate constraint fk_streams_pinned_product;

create index ix_streams_pinned_product on streams (pinned_product_id) where pinned_product_id is not null;

alter table transactions
  add column stream_id uuid,
  add constraint fk_transactions_stream foreign key (stream_id, seller_id)
    references streams (id, user_id) on delete set null (stream_id) not valid;
alter table transactions validate constraint fk_transactions_stream;

comment on column transactions.stream_id is
'The stream in which the buyer bought it; null if in none, or if that is gone. @personal buyer_id, seller_id';

-- The sales of a stream: listPaymentsByStream, sumPaymentsByStream.
create index ix_transactions_stream_created on transactions (stream_id, created_at, id) where stream_id is not null;

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function refuse_too_many_stream_products() returns trigger
language plpgsql set search_path from current
as $$
begin
  -- Locked in the order of their ids: two statements wait for each other in turn and not in a circle.
  perform from streams
  where streams.id in (select new_product.stream_id from new_product)
  order by streams.id
  for no key update;
  update streams
  set viewer_count = streams.viewer_count
  where streams.id in (select new_product.stream_id from new_product);
  if exists (
    select from stream_products
    where stream_products.stream_id in (select new_product.stream_id from new_product)
    group by stream_products.stream_id
    having count(*) > 200
  ) then
    raise exception 'a stream has more than 200 products'
      using errcode = 'check_violation',
        schema = tg_table_schema,
        table = tg_table_name,
        constraint = tg_name;
  end if;
  return null;
end
$$;

comment on function refuse_too_many_stream_products() is 'Refuses more than 200 products of a stream.';

create trigger tr_stream_products_limit after insert on stream_products
  referencing new table as new_product
  for each statement execute function refuse_too_many_stream_products();
