/*
similar: the products that are like one.
*/

/* @name listSimilarProducts */
-- The available products of a product's category that are most like it, each with its seller's profile.
-- Candidates are what shares a rare word of title or tags (words of at most 200 listings together, by search_terms), and the
-- newest of the category, 200 and 40 at most. All are compared; the best are looked up by id.
-- - The points: the ranks of all its words and of the rare ones, and a tenth each at most for a price and a place near it.
-- - For a viewer, those whom a block parts from them are left out, as the best are taken one by one.
-- lint-disable total-order: a candidate is there once, so its id is a key.
with model as materialized (
  select
    products.id,
    products.category,
    products.currency,
    products.price_minor,
    products.public_location,
    souk_terms(products.title, products.tags) as terms
  from products
  where products.id = :id!
),
rare_word as (
  select counted.term
  from (
    select
      search_terms.term,
      sum(search_terms.listing_count) over (order by search_terms.listing_count, search_terms.term) as listings
    from model
    cross join lateral unnest(model.terms) as word (term)
    join search_terms on search_terms.term = word.term
  ) as counted
  where counted.listings <= 200
),
wanted as materialized (
  select
    souk_synonyms(model.terms) as words,
    souk_synonyms(array(select rare_word.term from rare_word)) as rare_words,
    array[souk_facet(1, souk_category_code(model.category))] as filters
  from model
),
found as materialized (
  select
    products.id,
    products.seller_id,
    products.currency,
    products.price_minor,
    products.public_location,
    products.created_at,
    ts_rank(products.search, (select wanted.words from wanted)) as word_rank,
    ts_rank(products.search, (select wanted.rare_words from wanted)) as rare_rank
  from products
  where products.is_available
    and products.search @@ (select wanted.rare_words from wanted)
    and products.facets operator(pg_catalog.@>) (select wanted.filters from wanted)
  limit 200
),
newest as materialized (
  select
    products.id,
    products.seller_id,
    products.currency,
    products.price_minor,
    products.public_location,
    products.created_at,
    ts_rank(products.search, (select wanted.words from wanted)) as word_rank
  from products
  where products.is_available
    and products.category = (select model.category from model)
  order by
    products.created_at desc nulls last,
    products.created_at desc,
    products.id desc
  limit 40
),
candidate as (
  select
    found.id,
    found.seller_id,
    found.currency,
    found.price_minor,
    found.public_location,
    found.created_at,
    found.word_rank,
    found.rare_rank
  from found
  union all
  select
    newest.id,
    newest.seller_id,
    newest.currency,
    newest.price_minor,
    newest.public_location,
    newest.created_at,
    newest.word_rank,
    null
  from newest
  where not exists (select from found where found.id = newest.id)
),
ordered as materialized (
  select
    candidate.id,
    candidate.seller_id,
    candidate.created_at,
    coalesce(candidate.word_rank, 0)
    + coalesce(candidate.rare_rank, 0)
    + case
      when candidate.currency = model.currency
      then 0.1 / (1 + abs(ln((candidate.price_minor + 1)::float8 / (model.price_minor + 1)::float8)))
      else 0
    end
    + coalesce(0.1 / (1 + st_distance(candidate.public_location, model.public_location) / 5000), 0) as points
  from candidate
  cross join model
  where candidate.id <> model.id
  order by
    points desc,
    candidate.created_at desc,
    candidate.id desc
),
page as materialized (
  select
    ordered.id,
    ordered.created_at,
    ordered.points
  from ordered
  /*[if viewerId]*/
  left join lateral (
    select true as is_blocked
    from blocks
    where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, ordered.seller_id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, ordered.seller_id)
    limit 1
  ) as sight on true
  where sight.is_blocked is null
  /*[end]*/
  order by
    ordered.points desc,
    ordered.created_at desc,
    ordered.id desc
  limit (select :limit!::bigint)
)
select
  product.*,
  seller.*
from page
cross join lateral (
  select
    listed_product.*
  from
    /*[if columns=card]*/ product_cards as listed_product /*[end]*/
    /*[if columns=all]*/ products as listed_product /*[end]*/
  where listed_product.id = page.id
  limit 1
) as product
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = product.seller_id
  limit 1
) as seller
order by
  page.points desc,
  page.created_at desc,
  page.id desc
limit (select :limit!::bigint);
