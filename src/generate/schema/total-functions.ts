import type { CatalogueFunction } from './catalogue.js'

// A test calls every overload of these lists on a server, with the values of each type that are most likely to give null.

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** The types of arguments for which the lists hold. An overload with another type, such as `lower(anyrange)`, is unknown. */
const provenTypes = words(`
  any anyarray anycompatible anycompatiblearray anycompatiblenonarray anyelement anyenum anynonarray
  bool box2d box3d bpchar bytea char cidr citext date float4 float8 geography geometry inet int2 int4 int8 interval json
  jsonb name numeric oid record regclass regconfig text time timestamp timestamptz timetz tsquery tsvector uuid varbit varchar
  _bool _float8 _int2 _int4 _int8 _numeric _text _timestamptz _uuid _varchar`)

/** Ranges may be compared; their bounds may be missing. */
const rangeTypes = words('anyrange anymultirange')

/** Functions that return a value whatever their arguments are. */
const always = words(`
  clock_timestamp concat count cume_dist current_database daterange dense_rank gen_random_uuid int4range int8range
  json_build_array json_build_object jsonb_build_array jsonb_build_object now num_nonnulls num_nulls numrange
  percent_rank pg_backend_pid pi quote_nullable random rank regr_count row_number statement_timestamp timeofday
  transaction_timestamp tsrange tstzrange txid_current uuidv4 uuidv7 version`)

/** Functions that return a value if their first argument is one. */
const byFirstArgument = words('concat_ws format')

/**
 * Functions that return a value if none of their arguments is null. Many strict functions do not: `substring` of a pattern
 * that does not match, `array_length` of an empty array, `to_char` and `extract` of infinity.
 */
const total = words(`
  abs acos acosd age array_append array_cat array_prepend array_remove array_replace array_to_string ascii asin asind atan
  atan2 atan2d atand bit_count bit_length btrim cardinality casefold cbrt ceil ceiling char_length character_length chr cos
  cosd cot cotd date_add date_bin date_subtract date_trunc decode degrees div encode erf exp factorial family floor gcd
  get_bit get_byte host initcap isfinite json_array_length json_typeof jsonb_array_length jsonb_concat jsonb_delete
  jsonb_delete_path jsonb_insert jsonb_pretty jsonb_set jsonb_strip_nulls json_strip_nulls jsonb_typeof justify_days
  justify_hours justify_interval lcm left length ln log log10 lower lpad ltrim make_date make_interval make_time
  make_timestamp make_timestamptz masklen md5 mod nextval normalize numnode octet_length overlay phraseto_tsquery
  plainto_tsquery position power querytree quote_ident quote_literal radians regexp_count regexp_instr regexp_like
  regexp_replace repeat replace reverse right round row_to_json rpad rtrim sha224 sha256 sha384 sha512 sign similarity
  sin sind split_part sqrt starts_with string_to_array strip strpos strict_word_similarity tan tand timezone to_ascii to_bin
  to_hex to_json to_jsonb to_oct to_timestamp to_tsquery to_tsvector translate trim_scale trunc ts_headline ts_rank
  ts_rank_cd unaccent upper websearch_to_tsquery width_bucket word_similarity
  st_area st_asewkt st_asgeojson st_astext st_buffer st_centroid st_collectionextract st_contains st_convexhull
  st_coorddim st_coveredby st_covers st_crosses st_difference st_disjoint st_dwithin st_envelope st_equals st_flipcoordinates
  st_force2d st_geometrytype st_hasarc st_intersection st_intersects st_isclosed st_isempty st_issimple st_isvalid
  st_length st_makeenvelope st_makepoint st_makepointm st_makevalid st_memsize st_multi st_ndims st_npoints st_overlaps
  st_perimeter st_point st_quantizecoordinates st_reverse st_setsrid st_simplifypreservetopology st_snaptogrid st_srid
  st_symdifference st_touches st_transform st_translate st_union st_within st_wkttosql`)

/** Overloads of these functions, and casts, that have a null for infinity, for an empty place or for no match. */
const exceptions = words(`
  box(geometry) box2d(geometry) box3d(geometry) point(geometry) split_part(citext,citext,int4)
  st_intersection(geography,geography) st_transform(geometry,text,int4) st_transform(geometry,text)
  st_transform(geometry,text,text) time(timestamp) time(timestamptz) timetz(timestamptz)`)

/** Functions that return a set of rows without a null in them, if none of their arguments is null. */
const totalSets = words(
  'generate_series json_array_elements json_object_keys jsonb_array_elements jsonb_object_keys',
)

const totalOperators = words(
  '+ - * / % ^ | & # << >> || = <> < > <= >= ~ ~* !~ !~* ~~ ~~* !~~ !~~* @> <@ && ? ?| ?& #- @@ |/ @ ^@',
)

/** Aggregates that have a value for a group of rows if their arguments have one in each row. */
const groupAggregates = words(`
  any_value avg bit_and bit_or bit_xor bool_and bool_or every max min mode percentile_cont percentile_disc range_agg
  stddev_pop string_agg sum var_pop`)

/** Aggregates that have a value for a group of rows, whatever is in them. */
const listAggregates = words(
  'array_agg json_agg json_object_agg jsonb_agg jsonb_object_agg json_arrayagg jsonb_arrayagg',
)

/** The arguments that must not be null for a function to return a value; null if no arguments are known to be enough. */
export type NeededArguments = 'none' | 'first' | 'all' | null

/** Returns the arguments on which it depends that a function of PostgreSQL or of an extension returns a value. */
export function neededArguments(called: CatalogueFunction): NeededArguments {
  const { name, argumentTypes, isCast, isStrict } = called
  if (always.has(name)) return isStrict && argumentTypes.length > 0 ? 'all' : 'none'
  if (byFirstArgument.has(name)) return 'first'
  if (!argumentTypes.every((type) => provenTypes.has(type))) return null
  if (exceptions.has(`${name}(${argumentTypes.join()})`)) return null
  // Since PostgreSQL 18 a cast makes null of the JSON null: `'null'::jsonb::int`.
  if (isCast && !argumentTypes.some((type) => /^jsonb?$/.test(type))) return 'all'
  return total.has(name) ? 'all' : null
}

/** Reports whether a set-returning function returns no null if none of its arguments is null. */
export function isTotalSet({ name, argumentTypes }: CatalogueFunction): boolean {
  return totalSets.has(name) && argumentTypes.every((type) => provenTypes.has(type))
}

/** Reports whether an operator of PostgreSQL or of an extension returns a value if none of its operands is null. */
export function isTotalOperator({ name, argumentTypes }: CatalogueFunction): boolean {
  const isComparison = /^(?:[<>=]+|@>|<@|&&)$/.test(name)
  return (
    totalOperators.has(name) &&
    argumentTypes.every((type) => provenTypes.has(type) || (isComparison && rangeTypes.has(type)))
  )
}

/** The way in which an aggregate of a group of rows depends on the values in them; null if it is not known. */
export function groupedAggregate({ name }: CatalogueFunction): 'by values' | 'always' | null {
  if (listAggregates.has(name)) return 'always'
  return groupAggregates.has(name) ? 'by values' : null
}

/** The names of the functions that the catalogue is asked for. Casts come besides. */
export const knownFunctionNames: readonly string[] = [
  ...new Set([
    ...always,
    ...byFirstArgument,
    ...total,
    ...totalSets,
    ...groupAggregates,
    ...listAggregates,
    ...words(
      'first_value lag last_value lead nth_value ntile array_position jsonb_each jsonb_each_text unnest',
    ),
    ...words('date_part extract'),
  ]),
]

/** The operators that the catalogue is asked for. */
export const knownOperatorNames: readonly string[] = [...totalOperators]
