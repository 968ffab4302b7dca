/*
search: words and filters by one index, in windows along the sort.

Every sort is by a number, sort_key, and by id: the negated time in microseconds, a distance, a price, or a negated price. It also exists
as facets, buckets of it. A search goes outwards in rings, each a range of sort_key (edges) with the facets that cover it (windows,
windowEnds): the index intersects them with the words. It ends with the ring that brings enough; none is read for nothing. A
page is then a sort of a few dozen rows, and exact, for the rings are a prefix of the order. A ring that holds as many rows as
its cap is in no order, and is asked for again in narrower ones: see src/repositories/search/.

Beside the two keys of idx_products_search no condition is one that an index can serve, so that no plan leaves the words for
another index. `operator(pg_catalog.&&)` is the built-in one: the extension intarray, if it is there, brings one of its own,
which the index does not serve.
*/

/* @name readSearchText */
-- The query of a text, and the facets of what only the server knows how to hash. A query that is empty, or that most
-- listings match, as it has negations alone, is not one to search by.
select
  parsed.query::text as query,
  coalesce(numnode(parsed.query) > 0 and querytree(parsed.query) <> 'T', true) as "is_searchable!",
  souk_tag_facets(:tags!::text[]) as "tag_facets!",
  souk_seller_facet(:sellerId::uuid) as seller_facet, -- null: any seller
  souk_neighborhood_facet(:neighborhood::text) as neighborhood_facet, -- null: anywhere
  hashtext(:currency::text) & 8191 as currency_code, -- null: any currency
  case when newest.created_at is not null then greatest(-9e9, least(9e9, extract(epoch from newest.created_at))) end::float8
    as "newest_seconds?",
  case when oldest.created_at is not null then greatest(-9e9, least(9e9, extract(epoch from oldest.created_at))) end::float8
    as "oldest_seconds?"
from (
  select souk_query(:text) as query -- null: no words
  offset 0 -- else the server would call it for each column that names it
) as parsed
left join lateral (
  select products.created_at
  from products
  where products.is_available
    and products.created_at <= now() + interval '1 day' -- what is of the future is found when it comes
  order by products.created_at desc, products.id desc
  limit 1
) as newest on true
left join lateral (
  select products.created_at
  from products
  where products.is_available
  order by products.created_at, products.id
  limit 1
) as oldest on true;

/* @name readSearchShares */
-- What the planner knows of words, facets, times and prices: the shares of the frequent ones, and the bounds of
-- equal parts of the others.
-- Null before the first analyze.
select
  pg_stats.attname::text as "column_name!",
  pg_stats.most_common_elems::text::text[] as elements,
  pg_stats.most_common_elem_freqs::float8[] as shares,
  case
    when pg_stats.attname = 'created_at'
    then array(
      select greatest(-9e9, least(9e9, extract(epoch from bound.value::timestamptz)))
      from unnest(pg_stats.histogram_bounds::text::text[]) as bound (value)
    )::float8[]
    when pg_stats.attname = 'price_minor' then pg_stats.histogram_bounds::text::float8[]
  end as bounds,
  case
    when pg_stats.attname = 'created_at'
    then array(
      select greatest(-9e9, least(9e9, extract(epoch from common.value::timestamptz)))
      from unnest(pg_stats.most_common_vals::text::text[]) as common (value)
    )::float8[]
    when pg_stats.attname = 'price_minor' then pg_stats.most_common_vals::text::float8[]
  end as common_values,
  pg_stats.most_common_freqs::float8[] as common_shares,
  pg_class.reltuples::float8 as "row_count!"
from pg_class
join pg_namespace on pg_namespace.oid = pg_class.relnamespace
join pg_stats on pg_stats.schemaname = pg_namespace.nspname and pg_stats.tablename = pg_class.relname
where pg_class.oid = 'products'::regclass
  and pg_stats.attname = any('{search, facets, created_at, price_minor}'::name[]);

/* @name searchProducts */
-- The available products that a query finds, ring by ring, each with its seller's profile.
-- By rank, all rows of the rings are ordered by it, and the cursor is a rank too.
-- Rows that a block parts from the viewer are marked. A card has no description, which is read besides where a snippet is
-- wanted.
-- What a row is compared with stands in subselects. Else a plan for the values at hand leaves out the filters that are not given,
-- looks cheaper each time, and the server plans each search anew, which takes it a quarter of a search.
-- lint-disable distance-comparison: the cells are what the index searches by, and st_dwithin would bring another one in.
-- lint-disable total-order: a listing is in one ring, once.
with recursive ring as (
  select
    0 as number,
    0 as found,
    0 as own_found,
    null::uuid[] as ids,
    null::float8[] as sort_keys,
    null::float8[] as order_keys
  union all
  select
    ring.number + 1,
    ring.found + hits.found,
    hits.found,
    hits.ids,
    hits.sort_keys,
    hits.order_keys
  from ring
  cross join lateral (
    select
      count(*)::integer as found,
      array_agg(hit.id) as ids,
      array_agg(hit.sort_key) as sort_keys,
      array_agg(hit.order_key) as order_keys
    from (
      select
        products.id,
        measured.sort_key,
        case
          when (select :isRanked!::boolean) then 0 /*[if query]*/ - ts_rank(products.search, :query!::tsquery) /*[end]*/
          else measured.sort_key
        end::float8 as order_key
      from products
      cross join lateral (
        select case (select :sort!::text)
          when 'nearest' then st_distance(products.public_location, (select :near::geography))
          when 'priceUp' then products.price_minor
          when 'priceDown' then -products.price_minor
          else -greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000))
        end::float8 as sort_key
      ) as measured
      where products.is_available
        /*[if query]*/ and products.search @@ (select :query!::tsquery) /*[end]*/
        /*[if filters]*/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/
        /*[if cells]*/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*/
        /*[if prices]*/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*/
        /*[if times]*/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*/
        /*[if windows]*/
        and products.facets operator(pg_catalog.&&) (:windows!::integer[])[
          (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]
        ]
        /*[end]*/
        and measured.sort_key >= (select :edges!::float8[])[ring.number + 1]
        and measured.sort_key < (select :edges!::float8[])[ring.number + 2]
        and products.price_minor + 0 between (select :minPriceMinor!::bigint) and (select :maxPriceMinor!::bigint)
        and products.tags @> (select :tags!::text[])
        and coalesce(products.currency = (select :currency::text), true)
        and coalesce(products.created_at > (select :createdAfter::timestamptz), true)
        and coalesce(products.seller_id = (select :sellerId::uuid), true)
        and coalesce(souk_normalize(products.neighborhood) = souk_normalize((select :neighborhood::text)), (select :neighborhood::text) is null)
        and (
          (select :radiusMetres::float8) is null
          or st_distance(products.public_location, (select :near::geography)) <= (select :radiusMetres::float8)
        )
        and (
          (select :west::float8) is null
          or st_y(products.public_location::geometry) between (select :south::float8) and (select :north::float8)
          and case
            when (select :west::float8) <= (select :east::float8)
              then st_x(products.public_location::geometry) between (select :west::float8) and (select :east::float8)
            else st_x(products.public_location::geometry) >= (select :west::float8)
              or st_x(products.public_location::geometry) <= (select :east::float8)
          end
        )
        and (
          (select :isRanked::boolean)
          or measured.sort_key > (select :afterKey!::float8)
          or measured.sort_key = (select :afterKey::float8)
          and case when (select :isDescending!::boolean) then products.id < (select :afterId!::uuid) else products.id > (select :afterId::uuid) end
        )
      limit (select :cap!::bigint)
    ) as hit
  ) as hits
  where ring.number < cardinality(:edges!::float8[]) - 1
    and ring.found < :enough!::integer
),
page as (
  select
    hit.id,
    hit.sort_key,
    hit.order_key,
    ring.number as ring
  from ring
  cross join lateral unnest(ring.ids, ring.sort_keys, ring.order_keys) as hit (id, sort_key, order_key)
  where hit.order_key > :afterKey
    or hit.order_key = :afterKey
    and case when :isDescending then hit.id < :afterId else hit.id > :afterId end
  order by hit.order_key, case when :isDescending then hit.id end desc, hit.id
  limit (select :limit!::bigint)
)
select
  product.*,
  st_distance(product.public_location, (select :near::geography)) as "distance_metres?",
  (
    select products.description
    from products
    where products.id = page.id
      and (select :withSnippets!::boolean)
  ) as snippet_text,
  page.sort_key as "sort_key!",
  page.order_key as "order_key!",
  page.ring as "ring!",
  walk.last_ring as "last_ring!",
  walk.found as "found!",
  walk.last_found as "last_found!",
  true as "is_match!",
  false as "is_walk_end!",
  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as "is_left_out!",
  seller.*
from page
cross join (
  select
    max(ring.number) as last_ring,
    max(ring.found) as found,
    (array_agg(ring.own_found order by ring.number desc))[1] as last_found
  from ring
) as walk
cross join lateral (
  select
    listed_product.*,
    (0 /*[if query]*/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*/)::float8 as rank
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
/*[if viewerId]*/
left join lateral (
  select true as is_blocked
  from blocks
  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)
    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)
  limit 1
) as sight on true
/*[end]*/
order by page.order_key, case when :isDescending then page.id end desc, page.id
limit (select :limit!::bigint);

/* @name walkDenseProducts */
-- What searchProducts returns, where more rows than a ring may hold are at one price or one time: a walk of the index that has the
-- sort's order, over no more rows than a budget. The last row of the walk is a row too, whatever it is: see follows.sql.
with walked_product as (
  select
    products.id,
    products.seller_id,
    products.created_at,
    products.price_minor,
    products.currency,
    products.tags,
    products.neighborhood,
    products.public_location,
    products.search,
    products.facets,
    row_number() over (
      order by
        /*[if sort=newest]*/ products.created_at desc, products.id desc /*[end]*/
        /*[if sort=priceUp]*/ products.price_minor, products.id /*[end]*/
        /*[if sort=priceDown]*/ products.price_minor desc, products.id desc /*[end]*/
    ) >= (select :budget!::bigint) as is_walk_end
  from products
  where products.is_available
    /*[if sort=newest]*/
    and (products.created_at, products.id)
      < (timestamptz 'epoch' - :afterKey!::float8 * interval '1 microsecond', :afterId!::uuid)
    and products.created_at > coalesce(:createdAfter::timestamptz, '-infinity')
    /*[end]*/
    /*[if sort=priceUp]*/
    and products.currency = :currency
    and (products.price_minor, products.id) > (:afterKey!::float8::bigint, :afterId!::uuid)
    and products.price_minor between :minPriceMinor! and :maxPriceMinor!
    /*[end]*/
    /*[if sort=priceDown]*/
    and products.currency = :currency
    and (products.price_minor, products.id) < (-:afterKey!::float8::bigint, :afterId!::uuid)
    and products.price_minor between :minPriceMinor! and :maxPriceMinor!
    /*[end]*/
  order by
    /*[if sort=newest]*/ products.created_at desc, products.id desc /*[end]*/
    /*[if sort=priceUp]*/ products.price_minor, products.id /*[end]*/
    /*[if sort=priceDown]*/ products.price_minor desc, products.id desc /*[end]*/
  limit (select :budget!::bigint)
),
matched_product as (
  select
    walked_product.id,
    walked_product.created_at,
    walked_product.price_minor,
    walked_product.is_walk_end,
    true
    /*[if query]*/ and walked_product.search @@ :query! /*[end]*/
    /*[if filters]*/ and walked_product.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/
    and walked_product.price_minor between :minPriceMinor! and :maxPriceMinor!
    and walked_product.tags @> :tags!::text[]
    and coalesce(walked_product.currency = :currency, true)
    and coalesce(walked_product.created_at > :createdAfter, true)
    and (:sellerId::uuid is null or walked_product.seller_id is not distinct from :sellerId)
    and (:neighborhood::text is null or souk_normalize(walked_product.neighborhood) = souk_normalize(:neighborhood))
    and (:radiusMetres::float8 is null or st_distance(walked_product.public_location, :near::geography) <= :radiusMetres)
    and (
      :west::float8 is null
      or st_y(walked_product.public_location::geometry) between :south and :north
      and case
        when :west <= :east then st_x(walked_product.public_location::geometry) between :west and :east
        else st_x(walked_product.public_location::geometry) >= :west or st_x(walked_product.public_location::geometry) <= :east
      end
    )
    as is_match
  from walked_product
),
page as (
  select
    matched_product.*
  from matched_product
  where matched_product.is_match
    or matched_product.is_walk_end
  order by
    /*[if sort=newest]*/ matched_product.created_at desc, matched_product.id desc /*[end]*/
    /*[if sort=priceUp]*/ matched_product.price_minor, matched_product.id /*[end]*/
    /*[if sort=priceDown]*/ matched_product.price_minor desc, matched_product.id desc /*[end]*/
  limit (select :limit!::bigint)
)
select
  product.*,
  st_distance(product.public_location, :near::geography) as "distance_metres?",
  (
    select products.description
    from products
    where products.id = page.id
      and :withSnippets!::boolean
  ) as snippet_text,
  key.value as "sort_key!",
  key.value as "order_key!",
  0 as "ring!",
  0 as "last_ring!",
  0 as "found!",
  0 as "last_found!",
  page.is_match as "is_match!",
  page.is_walk_end as "is_walk_end!",
  not page.is_match /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as "is_left_out!",
  seller.*
from page
cross join lateral (
  select (
    /*[if sort=newest]*/ -extract(epoch from page.created_at) * 1000000 /*[end]*/
    /*[if sort=priceUp]*/ page.price_minor /*[end]*/
    /*[if sort=priceDown]*/ -page.price_minor /*[end]*/
  )::float8 as value
) as key
cross join lateral (
  select
    listed_product.*,
    (0 /*[if query]*/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*/)::float8 as rank
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
/*[if viewerId]*/
left join lateral (
  select true as is_blocked
  from blocks
  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)
    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)
  limit 1
) as sight on true
/*[end]*/
order by
  /*[if sort=newest]*/ page.created_at desc, page.id desc /*[end]*/
  /*[if sort=priceUp]*/ page.price_minor, page.id /*[end]*/
  /*[if sort=priceDown]*/ page.price_minor desc, page.id desc /*[end]*/
limit (select :limit!::bigint);

/* @name countSearchFacets */
-- The newest of what a query finds, counted by what it may be filtered by next. The first row counts them all.
-- lint-disable distance-comparison: as in searchProducts.
with recursive ring as (
  select
    0 as number,
    0 as found,
    null::product_category[] as categories,
    null::product_condition[] as conditions,
    null::text[] as neighborhoods,
    null::text[] as currencies,
    null::bigint[] as prices
  union all
  select
    ring.number + 1,
    ring.found + hits.found,
    hits.categories,
    hits.conditions,
    hits.neighborhoods,
    hits.currencies,
    hits.prices
  from ring
  cross join lateral (
    select
      count(*)::integer as found,
      array_agg(hit.category) as categories,
      array_agg(hit.condition) as conditions,
      array_agg(hit.neighborhood) as neighborhoods,
      array_agg(hit.currency) as currencies,
      array_agg(hit.price_minor) as prices
    from (
      select
        products.category,
        products.condition,
        products.neighborhood,
        products.currency,
        products.price_minor
      from products
      cross join lateral (
        select (-greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000)))::float8 as sort_key
      ) as measured
      where products.is_available
        /*[if query]*/ and products.search @@ (select :query!::tsquery) /*[end]*/
        /*[if filters]*/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/
        /*[if cells]*/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*/
        /*[if prices]*/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*/
        /*[if times]*/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*/
        /*[if windows]*/
        and products.facets operator(pg_catalog.&&) (:windows!::integer[])[
          (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]
        ]
        /*[end]*/
        and measured.sort_key >= (select :edges!::float8[])[ring.number + 1]
        and measured.sort_key < (select :edges!::float8[])[ring.number + 2]
        and products.price_minor + 0 between (select :minPriceMinor!::bigint) and (select :maxPriceMinor!::bigint)
        and products.tags @> (select :tags!::text[])
        and coalesce(products.currency = (select :currency::text), true)
        and coalesce(products.created_at > (select :createdAfter::timestamptz), true)
        and coalesce(products.seller_id = (select :sellerId::uuid), true)
        and coalesce(souk_normalize(products.neighborhood) = souk_normalize((select :neighborhood::text)), (select :neighborhood::text) is null)
        and (
          (select :radiusMetres::float8) is null
          or st_distance(products.public_location, (select :near::geography)) <= (select :radiusMetres::float8)
        )
        and (
          (select :west::float8) is null
          or st_y(products.public_location::geometry) between (select :south::float8) and (select :north::float8)
          and case
            when (select :west::float8) <= (select :east::float8)
              then st_x(products.public_location::geometry) between (select :west::float8) and (select :east::float8)
            else st_x(products.public_location::geometry) >= (select :west::float8)
              or st_x(products.public_location::geometry) <= (select :east::float8)
          end
        )
      limit (select :cap!::bigint)
    ) as hit
  ) as hits
  where ring.number < cardinality(:edges!::float8[]) - 1
    and ring.found < :enough!::integer
),
hit as (
  select
    listed.category,
    listed.condition,
    listed.neighborhood,
    listed.currency,
    floor(log(listed.price_minor::float8 + 1) * 2)::integer as band
  from ring
  cross join lateral unnest(ring.categories, ring.conditions, ring.neighborhoods, ring.currencies, ring.prices)
    as listed (category, condition, neighborhood, currency, price_minor)
)
select
  hit.category as "category?",
  hit.condition as "condition?",
  hit.neighborhood as "neighborhood?",
  hit.currency as "currency?",
  hit.band as "band?",
  count(*)::integer as "count!"
from hit
group by grouping sets ((), (hit.category), (hit.condition), (hit.neighborhood), (hit.currency, hit.band))
order by
  grouping(hit.category, hit.condition, hit.neighborhood, hit.currency) desc,
  count(*) desc,
  hit.category,
  hit.condition,
  hit.neighborhood,
  hit.currency,
  hit.band;

/* @name suggestSearchTerms */
-- The most frequent words that begin with what was typed. Few letters begin many words, so these have indexes of their own.
select
  search_terms.term,
  search_terms.listing_count
from search_terms
where true
  /*[if length=one]*/ and left(search_terms.term, 1) = (select :prefix!::text) /*[end]*/
  /*[if length=two]*/ and left(search_terms.term, 2) = (select :prefix!::text) /*[end]*/
  /*[if length=three]*/ and left(search_terms.term, 3) = (select :prefix!::text) /*[end]*/
  /*[if length=more]*/
  and search_terms.term >= (select :prefix!::text collate "C")
  and search_terms.term < (select :prefix!::text || U&'\FFFF' collate "C")
  /*[end]*/
order by search_terms.listing_count desc, search_terms.term
limit (select :limit!::bigint);

/* @name listSimilarTerms */
-- For each word, itself, and terms that are like it or among its variants.
select
  word.number::integer as "number!",
  candidate.term as "term!",
  candidate.listing_count as "listing_count!"
from unnest(:words!::text[]) with ordinality as word (value, number)
cross join lateral (
  select
    similar_term.term,
    similar_term.listing_count
  from souk_similar_terms(word.value, 20) as similar_term
  union
  select
    search_terms.term,
    search_terms.listing_count
  from unnest(:variants!::text[], :variantOf!::integer[]) as variant (value, number)
  join search_terms on search_terms.term = variant.value
  where variant.number = word.number
) as candidate
order by word.number, candidate.listing_count desc, candidate.term;

/* @name collectSearchTerms */
-- Adds the words of the next listings to their counts, and returns the number of listings. Sessions wait for each other.
with progress as (
  select search_progress.after_id
  from search_progress
  where search_progress.is_only = true
  for update
),
listing as (
  select
    products.id,
    products.title,
    products.tags
  from products
  where products.id > (select progress.after_id from progress) -- joined, it would filter all products
    and products.is_available
  order by products.id
  limit (select :limit!::bigint)
),
counted as (
  insert into search_terms (term, listing_count)
  select
    listed.term,
    count(*)::integer
  from listing
  cross join lateral unnest(souk_terms(listing.title, listing.tags)) as listed (term)
  group by listed.term
  order by listed.term
  on conflict (term) do update
  set listing_count = search_terms.listing_count + excluded.listing_count
),
moved as (
  update search_progress
  set after_id = (select listing.id from listing order by listing.id desc limit 1)
  where search_progress.is_only
    and exists (select from listing)
)
select count(*)::integer as "listings!"
from listing;

/* @name forgetSearchTerms */
-- Begins the counts anew: what was deleted or sold leaves them that way alone.
-- is_current: false if a collection ended since this statement began, whose words it would not see. It then does nothing.
with locked_progress as materialized (
  select search_progress.after_id
  from search_progress
  where search_progress.is_only = true
  for update
),
progress as materialized (
  select locked_progress.after_id = search_progress.after_id as is_current
  from locked_progress
  join search_progress on search_progress.is_only = true
),
begun as (
  update search_progress
  set after_id = '00000000-0000-0000-0000-000000000000'
  where search_progress.is_only
    and (select progress.is_current from progress)
),
forgotten as (
  delete from search_terms
  where search_terms.listing_count > 0
    and (select progress.is_current from progress)
)
select progress.is_current as "is_current!"
from progress
limit 1;
