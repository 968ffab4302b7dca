-- loans: what a person lends to another for some days.
set local lock_timeout = '3s';

create table loans (
  id uuid primary key,
  product_id uuid not null references products on delete cascade,
  borrower_id uuid not null references users on delete cascade,
  due_on date not null,
  created_at timestamptz not null default now()
);

comment on table loans is 'A thing that its owner has lent.';

create index ix_loans_borrower on loans (borrower_id, due_on, id);
create index ix_loans_product on loans (product_id);
