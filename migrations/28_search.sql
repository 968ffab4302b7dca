/*
Search: words in English and Arabic, together with whatever a search is filtered and sorted by.

- One GIN index has two keys: the words of a listing, and integers that say in which buckets it is, its facets. The index
  itself intersects words with filters, so the work of a search follows its matches and not the table.
- A facet is kind * 2^25 + value: souk_facet. src/repositories/search/facets.ts has the kinds and their values too. The
  functions are called beside each other and not within each other: the server plans one within another at each call. Facets that are made of a hash, and those of cells, may collide: what they select is a little
  too much, and a statement compares the column as well.
- Cells are made of the public point on a plane, as place is (no generated column is made of another), and never of location: a search by cells would find the home.
- Words are normalised and stemmed by souk_normalize and souk_stem, and then by the configuration souk: letters of ASCII by
  PostgreSQL's English stemmer, all others not at all. Rules in files of the server would not do on managed services.
- souk_normalize decomposes (NFKD), so presentation forms, the seats of a hamza and Latin accents fall apart, and deletes
  marks: harakat, Quranic marks, tatweel, combining accents and what has no width. Persian and Urdu letters become the Arabic
  ones, alef maksura becomes ya, ta marbuta ha, and digits those of ASCII.
- souk_stem is the light stemming of Larkey, Ballesteros and Connell (light10, 2002), which Lucene documents for its
  ArabicStemFilter: the article and what is written before it, and eight endings. Some words of no weight go too.
- A plural that is another word, and a brand in another script, are synonyms (search_synonyms): of the query, since in the
  index each new one would write rows anew.
*/

set local lock_timeout = '3s';

create extension if not exists pg_trgm;

-- Nearly all that follows is bound to what it names when it is made, so it needs no search_path, as in a restore.

create text search configuration souk (copy = english);
alter text search configuration souk alter mapping for word, hword, hword_part with simple;

comment on text search configuration souk is
'English stems and stop words for words of ASCII; all others as souk_normalize and souk_stem left them.';

create function souk_normalize(value text) returns text
language sql immutable strict parallel safe
return regexp_replace(
  regexp_replace(
    lower(
      case
        when octet_length(value) = char_length(value) then translate(value, 'I', 'i') -- else ı in a Turkish locale
        else translate(
          regexp_replace(
            normalize(value, nfkd),
            '[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]',
            '',
            'g'
          ),
          'Iٱىةکیےھہە٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹',
          'iايهكييههه01234567890123456789'
        )
      end
    ),
    '(?<=[a-zء-ي0-9])-(?=[a-zء-ي0-9])',
    ' ',
    'g'
  ),
  '(?<=[a-zء-ي])(?=[0-9])|(?<=[0-9])(?=[a-zء-ي])',
  ' ',
  'g'
);

comment on function souk_normalize(text) is
'A text in the one spelling that is searched: without marks, in small letters, with digits of ASCII apart from letters.';

-- Words end where these letters do, whatever the locale says: in C no Arabic letter is one.
create function souk_stem(value text) returns text
language sql immutable strict parallel safe
return case
  when octet_length(value) = char_length(value) then value
  else regexp_replace(
    regexp_replace(
      regexp_replace(value, '(?<![a-z0-9_ء-يٮ-ۓ])(?:في|من|علي|عن|مع|الي|هذا|هذه)(?![a-z0-9_ء-يٮ-ۓ])', '', 'g'),
      '(?<![a-z0-9_ء-يٮ-ۓ])(?:و?(?:ال|بال|كال|فال|لل)|و(?=[ء-ي]{3}))(?=[ء-ي]{2})',
      '',
      'g'
    ),
    '(?<=[ء-ي]{2})(?:ها|ان|ات|ون|ين|يه|ه|ي)(?![a-z0-9_ء-يٮ-ۓ])',
    '',
    'g'
  )
end;

comment on function souk_stem(text) is 'The light stems of the Arabic words of a normalised text; the rest of it as it is.';

create function souk_join(words text[]) returns text
language sql immutable strict parallel safe
return array_to_string(words, ' ');

comment on function souk_join(text[]) is 'The words with blanks between them.';

create function souk_vector(value text) returns tsvector
language sql immutable strict parallel safe
return to_tsvector('souk', souk_stem(souk_normalize(value)));

comment on function souk_vector(text) is 'The words of a text, as they are searched.';

create function souk_facet(kind integer, value bigint) returns integer
language sql immutable strict parallel safe
return kind * 33554432 + (value & 33554431)::integer;

comment on function souk_facet(integer, bigint) is 'A facet: a bucket of a kind, which is 1 to 63.';

create function souk_tag_facets(tags text[]) returns integer[]
language sql immutable strict parallel safe
return array(
  select distinct souk_facet(7, hashtext(tag.name))
  from unnest(tags) as tag (name)
);

comment on function souk_tag_facets(text[]) is 'The facets of tags, as they are written.';

create function souk_seller_facet(seller_id uuid) returns integer
language sql immutable strict parallel safe
return souk_facet(6, hashtext(seller_id::text));

comment on function souk_seller_facet(uuid) is 'The facet of a seller.';

create function souk_neighborhood_facet(neighborhood text) returns integer
language sql immutable strict parallel safe
return souk_facet(8, hashtext(souk_normalize(neighborhood)));

comment on function souk_neighborhood_facet(text) is 'The facet of a neighbourhood, in whatever spelling of the same letters.';

create function souk_cell_facets(place point) returns integer[]
language sql immutable strict parallel safe
return case
  -- Not a number is more than all numbers; the row is refused for it later.
  when abs(place[0]) < 40 and abs(place[1]) < 40 then array[
    souk_facet(
      30,
      floor(place[0] * 6378137 / 156.25)::bigint * 40503 + floor(place[1] * 6378137 / 156.25)::bigint
    ),
    souk_facet(
      31,
      floor(place[0] * 6378137 / 625)::bigint * 40503 + floor(place[1] * 6378137 / 625)::bigint
    ),
    souk_facet(
      32,
      floor(place[0] * 6378137 / 1250)::bigint * 40503 + floor(place[1] * 6378137 / 1250)::bigint
    ),
    souk_facet(
      33,
      floor(place[0] * 6378137 / 2500)::bigint * 40503 + floor(place[1] * 6378137 / 2500)::bigint
    ),
    souk_facet(
      34,
      floor(place[0] * 6378137 / 5000)::bigint * 40503 + floor(place[1] * 6378137 / 5000)::bigint
    ),
    souk_facet(
      35,
      floor(place[0] * 6378137 / 10000)::bigint * 40503 + floor(place[1] * 6378137 / 10000)::bigint
    ),
    souk_facet(
      36,
      floor(place[0] * 6378137 / 20000)::bigint * 40503 + floor(place[1] * 6378137 / 20000)::bigint
    ),
    souk_facet(
      37,
      floor(place[0] * 6378137 / 40000)::bigint * 40503 + floor(place[1] * 6378137 / 40000)::bigint
    ),
    souk_facet(
      38,
      floor(place[0] * 6378137 / 80000)::bigint * 40503 + floor(place[1] * 6378137 / 80000)::bigint
    ),
    souk_facet(
      39,
      floor(place[0] * 6378137 / 320000)::bigint * 40503 + floor(place[1] * 6378137 / 320000)::bigint
    ),
    souk_facet(
      40,
      floor(place[0] * 6378137 / 1280000)::bigint * 40503 + floor(place[1] * 6378137 / 1280000)::bigint
    ),
    souk_facet(
      41,
      floor(place[0] * 6378137 / 5120000)::bigint * 40503 + floor(place[1] * 6378137 / 5120000)::bigint
    ),
    souk_facet(
      42,
      floor(place[0] * 6378137 / 20480000)::bigint * 40503 + floor(place[1] * 6378137 / 20480000)::bigint
    )
  ]
  else '{}'
end;

comment on function souk_cell_facets(point) is
'The cells that a point is in, in Mercator''s projection: 156.25 m to 20,480 km wide at the equator.';

create function souk_time_facets(created_at timestamptz) returns integer[]
language sql immutable strict parallel safe
return array[
  souk_facet(10, floor(greatest(-1e13, least(1e13, extract(epoch from created_at at time zone 'UTC'))) / 1024)::bigint),
  souk_facet(11, floor(greatest(-1e13, least(1e13, extract(epoch from created_at at time zone 'UTC'))) / 4096)::bigint),
  souk_facet(12, floor(greatest(-1e13, least(1e13, extract(epoch from created_at at time zone 'UTC'))) / 16384)::bigint),
  souk_facet(13, floor(greatest(-1e13, least(1e13, extract(epoch from created_at at time zone 'UTC'))) / 65536)::bigint),
  souk_facet(14, floor(greatest(-1e13, least(1e13, extract(epoch from created_at at time zone 'UTC'))) / 262144)::bigint),
  souk_facet(15, floor(greatest(-1e13, least(1e13, extract(epoch from created_at at time zone 'UTC'))) / 1048576)::bigint),
  souk_facet(16, floor(greatest(-1e13, least(1e13, extract(epoch from created_at at time zone 'UTC'))) / 4194304)::bigint)
];

comment on function souk_time_facets(timestamptz) is 'The spans that a time is in: 1024 * 4^n seconds long.';

create function souk_price_facets(currency text, price_minor bigint) returns integer[]
language sql immutable strict parallel safe
return array[
  souk_facet(20, (hashtext(currency) & 8191)::bigint * 4096 + floor(ln(greatest(price_minor, 0)::float8 + 1) * 64 / 1)::bigint),
  souk_facet(21, (hashtext(currency) & 8191)::bigint * 4096 + floor(ln(greatest(price_minor, 0)::float8 + 1) * 64 / 4)::bigint),
  souk_facet(22, (hashtext(currency) & 8191)::bigint * 4096 + floor(ln(greatest(price_minor, 0)::float8 + 1) * 64 / 16)::bigint),
  souk_facet(23, (hashtext(currency) & 8191)::bigint * 4096 + floor(ln(greatest(price_minor, 0)::float8 + 1) * 64 / 64)::bigint),
  souk_facet(24, (hashtext(currency) & 8191)::bigint * 4096 + floor(ln(greatest(price_minor, 0)::float8 + 1) * 64 / 256)::bigint)
];

comment on function souk_price_facets(text, bigint) is 'The steps that a price is on, in a currency: 4^n / 64 of the logarithm.';

create function souk_category_code(category product_category) returns bigint
language sql immutable parallel safe
return coalesce(
  array_position(
    array[
      'trading_cards', 'mens_fashion', 'sneakers', 'sports_cards', 'collectibles', 'electronics', 'home_decor', 'beauty',
      'kids_baby', 'furniture', 'books', 'other'
    ]::product_category[],
    category
  ),
  0
);

create function souk_condition_code(condition product_condition) returns bigint
language sql immutable parallel safe
return coalesce(array_position(array['new', 'like_new', 'good', 'fair']::product_condition[], condition), 0);

create function souk_feed_code(feed_type feed_type) returns bigint
language sql immutable parallel safe
return coalesce(array_position(array['discover', 'community']::feed_type[], feed_type), 0);

comment on function souk_category_code(product_category) is 'The number of a category in facets; zero for one that is added later.';
comment on function souk_condition_code(product_condition) is 'The number of a condition in facets; zero for one that is added later.';
comment on function souk_feed_code(feed_type) is 'The number of a feed in facets; zero for one that is added later.';

create function souk_facets(
  seller_id uuid,
  category product_category,
  condition product_condition,
  feed_type feed_type,
  tags text[],
  neighborhood text
) returns integer[]
language sql immutable parallel safe
return array[
  souk_facet(1, souk_category_code(category)),
  souk_facet(2, souk_category_code(category) * 16 + souk_feed_code(feed_type)),
  souk_facet(3, souk_category_code(category) * 16 + souk_condition_code(condition)),
  souk_facet(4, souk_feed_code(feed_type)),
  souk_facet(5, souk_condition_code(condition)),
  souk_seller_facet(seller_id)
]
|| souk_tag_facets(tags)
|| case when neighborhood is null then '{}' else array[souk_neighborhood_facet(neighborhood)] end;

comment on function souk_facets(uuid, product_category, product_condition, feed_type, text[], text) is
'The buckets of a listing in whatever is equal or not: the second key of idx_products_search, with those of time, price and place.';

-- Vectors above some 2 kB are moved out of the row, where each costs three more reads to rank: hence the first 1,000
-- characters of the description.
alter table products
-- squawk-ignore adding-field-with-default -- a search needs it of every row
add column search tsvector not null generated always as (
  setweight(souk_vector(title), 'A')
  || setweight(souk_vector(souk_join(tags)), 'B')
  || setweight(souk_vector(left(coalesce(description, ''), 1000)), 'C')
) stored,
-- squawk-ignore adding-field-with-default -- the same
add column facets integer[] not null generated always as (
  souk_facets(seller_id, category, condition, feed_type, tags, neighborhood)
  || souk_time_facets(created_at)
  || souk_price_facets(currency, price_minor)
  || coalesce(souk_cell_facets(place_of(public_location)), '{}')
) stored;

alter table products alter column search set statistics 200;
alter table products alter column facets set statistics 200;

comment on column products.search is
'The words of title (weight A), tags (B) and the beginning of the description (C). @secret @personal seller_id';
comment on column products.facets is
'The buckets of whatever a search is filtered and sorted by: see souk_facets. @secret @personal seller_id';

-- What waits to be merged into the index is read by each search: 256 kB of it, not the 4 MB that are the default.
create index idx_products_search on products using gin (search, facets)
with (fastupdate = on, gin_pending_list_limit = 256) where is_available;

-- Of the many that have one price.
create index ix_products_price on products (currency, price_minor, id) where is_available;

create table search_synonyms (
  term text not null,
  expansions text[] not null,
  lexeme text not null generated always as ((tsvector_to_array(to_tsvector('souk', souk_stem(souk_normalize(term)))))[1]) stored,
  constraint search_synonyms_pkey primary key (term),
  constraint ck_search_synonyms_term_length check (char_length(term) between 1 and 100),
  constraint ck_search_synonyms_expansions_list check (
    coalesce(array_ndims(expansions), 1) = 1
    and cardinality(expansions) between 1 and 20
    and array_position(expansions, null) is null
    and '' <> all (expansions)
    and char_length(array_to_string(expansions, '')) <= 20 * 100
  ),
  constraint ck_search_synonyms_term_has_word check (numnode(plainto_tsquery('souk', souk_stem(souk_normalize(term)))) > 0)
);

create index ix_search_synonyms_lexeme on search_synonyms (lexeme);

comment on table search_synonyms is
'Words and phrases that are searched for another word too: brands in other scripts, plurals that are another word. A service inserts its own.';
comment on column search_synonyms.term is 'The word or phrase of a query, in any spelling. @impersonal';
comment on column search_synonyms.expansions is 'The words and phrases that are searched as well. @impersonal';
comment on column search_synonyms.lexeme is 'The first word of the term, as it is searched. @impersonal';

create function souk_synonyms(expansions text[]) returns tsquery
language sql immutable strict parallel safe
return (
  select string_agg(format('(%s)', parsed.query), ' | ')::tsquery
  from unnest(expansions) as expansion (phrase)
  cross join lateral (select phraseto_tsquery('souk', souk_stem(souk_normalize(expansion.phrase))) as query) as parsed
  where numnode(parsed.query) > 0
);

comment on function souk_synonyms(text[]) is 'The query for any of the words and phrases.';

create function souk_query(value text) returns tsquery
language sql stable strict parallel safe
return (
  with recursive given as (
    select souk_stem(
      regexp_replace(
        souk_normalize(
          -- What is excluded is a phrase: as words that are parted later, `-iphone13` would demand the 13.
          regexp_replace(translate(value, '«»“”„', '"""""'), '("[^"]*"?)|(?<!\S)(-)([^\s"]+)', '\1\2"\3"', 'g')
        ),
        '(?<=\s)او(?=\s)',
        'or',
        'g'
      )
    ) as words
  ),
  synonym as (
    select
      row_number() over (order by search_synonyms.term) as number,
      plainto_tsquery('souk', souk_stem(souk_normalize(search_synonyms.term))) as target,
      souk_synonyms(search_synonyms.expansions) as substitute
    from given
    cross join lateral unnest(tsvector_to_array(to_tsvector('souk', given.words))) as word (lexeme)
    join search_synonyms on search_synonyms.lexeme = word.lexeme
  ),
  rewritten as (
    select
      websearch_to_tsquery('souk', given.words) as query,
      0::bigint as number
    from given
    union all
    select
      coalesce(ts_rewrite(rewritten.query, synonym.target, synonym.target || synonym.substitute), rewritten.query),
      synonym.number
    from rewritten
    -- Words that stand for each other double the query with each of them.
    join synonym on synonym.number = rewritten.number + 1 and numnode(rewritten.query) <= 500
  )
  select rewritten.query
  from rewritten
  order by rewritten.number desc
  limit 1
);

comment on function souk_query(text) is
'The query of a text in web-search syntax, in English or Arabic, with its synonyms.';

create table search_terms (
  term text collate "C" not null,
  listing_count integer not null,
  constraint search_terms_pkey primary key (term),
  constraint ck_search_terms_term_length check (char_length(term) between 2 and 60),
  constraint ck_search_terms_listing_count_positive check (listing_count > 0)
);

comment on table search_terms is
'The words of titles and tags, and the tags of several words, for suggestions and typing errors. Collected by maintenance.';
comment on column search_terms.term is 'The normalised word. @impersonal';
comment on column search_terms.listing_count is 'The number of listings with it, when they were collected. @impersonal';

-- A prefix of four letters and more by the first; few letters have many words, of which the most frequent come first.
create index ix_search_terms_term_count on search_terms (term, listing_count);
create index ix_search_terms_first on search_terms (left(term, 1), listing_count desc, term);
create index ix_search_terms_first_two on search_terms (left(term, 2), listing_count desc, term);
create index ix_search_terms_first_three on search_terms (left(term, 3), listing_count desc, term);
create index idx_search_terms_term on search_terms using gin (term gin_trgm_ops);

create table search_progress (
  is_only boolean not null default true,
  after_id uuid not null,
  constraint search_progress_pkey primary key (is_only),
  constraint ck_search_progress_is_only check (is_only)
);

comment on table search_progress is 'One row: how far the words of listings are collected into search_terms.';
comment on column search_progress.is_only is 'True. @impersonal';
comment on column search_progress.after_id is 'The last product whose words are in search_terms. @impersonal';

insert into search_progress (after_id)
values ('00000000-0000-0000-0000-000000000000');

create function souk_terms(title text, tags text[]) returns text[]
language sql immutable parallel safe
return array(
  select listed.term
  from (
    select unnest(tsvector_to_array(to_tsvector('simple', souk_normalize(title || ' ' || souk_join(tags))))) as term
    union
    select btrim(souk_normalize(unnest(tags)))
  ) as listed
  where char_length(listed.term) >= 2
    and char_length(listed.term) <= 60
    -- A telephone number is nobody's suggestion.
    and listed.term !~ '[0-9]{5}|[^ a-z0-9ء-ي]|  '
    and listed.term ~ '[a-zء-ي]'
);

comment on function souk_terms(text, text[]) is 'The words that a listing adds to search_terms.';

-- The names in the next body are those of this schema: see migration 27.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

-- A swap of letters leaves a similarity of 0.27 to 0.33. The index knows the bound by a setting alone, which the function sets and
-- puts back. As a clause of the function only a superuser could restore it, while the extension is not loaded.
create function souk_similar_terms(word text, most integer)
returns table (term text, listing_count integer, similarity real)
language plpgsql stable strict set search_path from current
as $$
declare
  usual constant text := coalesce(nullif(current_setting('pg_trgm.similarity_threshold', true), ''), '0.3');
begin
  perform set_config('pg_trgm.similarity_threshold', '0.25', true);
  return query
  select
    search_terms.term,
    search_terms.listing_count,
    similarity(search_terms.term, souk_similar_terms.word)
  from search_terms
  where search_terms.term % souk_similar_terms.word
  order by 3 desc, 2 desc, 1
  limit souk_similar_terms.most;
  perform set_config('pg_trgm.similarity_threshold', usual, true);
end
$$;

comment on function souk_similar_terms(text, integer) is 'The terms that are most like a word, the most similar first.';

-- A start; a service adds its own. Each group stands for each other.
insert into search_synonyms (term, expansions)
select
  word.term,
  array_remove(listed.words, word.term)
from (
  values
    (array['iphone', 'ايفون']), (array['ipad', 'ايباد']), (array['macbook', 'ماك بوك', 'ماكبوك']),
    (array['apple', 'ابل', 'آبل']), (array['airpods', 'ايربودز', 'سماعات ابل']), (array['samsung', 'سامسونج', 'سامسونغ']),
    (array['galaxy', 'جالكسي', 'جلاكسي', 'غالاكسي']), (array['huawei', 'هواوي']), (array['xiaomi', 'شاومي']),
    (array['sony', 'سوني']), (array['playstation', 'بلايستيشن', 'بلاي ستيشن', 'play station']),
    (array['xbox', 'اكس بوكس', 'اكسبوكس']), (array['nintendo', 'نينتندو']), (array['lenovo', 'لينوفو']), (array['dell', 'ديل']),
    (array['laptop', 'لابتوب', 'لاب توب']), (array['camera', 'كاميرا']), (array['canon', 'كانون']), (array['nikon', 'نيكون']),
    (array['nike', 'نايك', 'نايكي']), (array['adidas', 'اديداس']), (array['puma', 'بوما']), (array['jordan', 'جوردان']),
    (array['converse', 'كونفرس']), (array['new balance', 'نيو بالانس']), (array['vans', 'فانز']), (array['gucci', 'غوتشي', 'قوتشي']),
    (array['chanel', 'شانيل']), (array['dior', 'ديور']), (array['louis vuitton', 'لويس فيتون']), (array['prada', 'برادا']),
    (array['hermes', 'هيرميس']), (array['zara', 'زارا']), (array['rolex', 'رولكس']), (array['omega', 'اوميغا', 'اوميجا']),
    (array['casio', 'كاسيو']), (array['cartier', 'كارتييه']), (array['ikea', 'ايكيا']), (array['lego', 'ليغو', 'ليجو']),
    (array['pokemon', 'بوكيمون']), (array['barbie', 'باربي']), (array['dyson', 'دايسون']), (array['toyota', 'تويوتا']),
    (array['nissan', 'نيسان']), (array['bmw', 'بي ام دبليو']), (array['mercedes', 'مرسيدس']), (array['tv', 'television', 'تلفزيون', 'تلفاز']),
    (array['mobile', 'phone', 'جوال', 'موبايل', 'هاتف', 'هواتف']), (array['sofa', 'couch', 'كنبة', 'كنب', 'اريكة']),
    (array['oud', 'عود']), (array['abaya', 'عباية', 'عبايات']),
    (array['كتاب', 'كتب']), (array['عطر', 'عطور']), (array['حذاء', 'احذية']), (array['ثوب', 'ثياب']), (array['حقيبة', 'حقائب']),
    (array['لعبة', 'العاب']), (array['جهاز', 'اجهزة']), (array['كرسي', 'كراسي']), (array['سرير', 'اسرة']),
    (array['فستان', 'فساتين']), (array['قميص', 'قمصان']), (array['خاتم', 'خواتم']), (array['ساعة', 'ساعات']),
    (array['صورة', 'صور']), (array['سجادة', 'سجاد']), (array['طاولة', 'طاولات']), (array['مصباح', 'مصابيح']),
    (array['مفتاح', 'مفاتيح']), (array['بطاقة', 'بطاقات']), (array['نظارة', 'نظارات']), (array['بنطلون', 'بناطيل']),
    (array['معطف', 'معاطف']), (array['كاس', 'كؤوس']), (array['تحفة', 'تحف'])
) as listed (words)
cross join lateral unnest(listed.words) as word (term)
on conflict (term) do nothing;
