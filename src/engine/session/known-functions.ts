/**
 * Functions of PostgreSQL's, PostGIS' and this package's own that leave nothing behind in a session: they read, compute,
 * or do what ends with their transaction.
 *
 * Left out are those that change a session (`set_config`, `pg_advisory_lock`, `setseed`), run a text as SQL
 * (`query_to_xml`, `ts_stat`), or answer from what the session did before (`lastval`).
 */
const functionNames = `
  abs acos acosd acosh age any_value area array_agg array_dims array_fill array_length array_lower array_ndims
  array_position array_positions array_remove array_replace array_reverse array_sample array_shuffle array_sort
  array_to_json array_to_string array_to_tsvector array_upper ascii asin asind asinh atan atan2 atan2d atand atanh
  avg bit_and bit_count bit_length bit_or bit_xor bool_and bool_or box btrim cardinality casefold cbrt ceil ceiling
  char_length character_length chr clock_timestamp col_description concat concat_ws convert convert_from
  convert_to corr cos cosd cosh cot cotd count covar_pop covar_samp crc32 crc32c cume_dist current_database
  current_date current_schema current_schemas current_setting current_time current_timestamp current_user date_add
  date_bin date_part date_subtract date_trunc datemultirange daterange decode degrees dense_rank diagonal div
  encode enum_first enum_last enum_range erf erfc every exp extract factorial first_value floor format format_type
  gcd gen_random_uuid generate_series generate_subscripts get_bit get_byte get_current_ts_config
  has_schema_privilege has_table_privilege hashtext hashtextextended initcap int4multirange int4range int8multirange int8range is_normalized
  isempty isfinite json_agg json_agg_strict json_array_elements json_array_elements_text json_array_length
  json_arrayagg json_build_array json_build_object json_each json_each_text json_exists json_object
  json_object_agg json_object_agg_strict json_object_agg_unique json_object_agg_unique_strict json_object_keys
  json_objectagg json_populate_record json_populate_recordset json_query json_scalar json_serialize
  json_strip_nulls json_table json_to_record json_to_recordset json_to_tsvector json_typeof json_value jsonb_agg
  jsonb_agg_strict jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array
  jsonb_build_object jsonb_each jsonb_each_text jsonb_insert jsonb_object jsonb_object_agg jsonb_object_agg_strict
  jsonb_object_agg_unique jsonb_object_agg_unique_strict jsonb_object_keys jsonb_path_exists jsonb_path_exists_tz
  jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array jsonb_path_query_array_tz
  jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record
  jsonb_populate_record_valid jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls
  jsonb_to_record jsonb_to_recordset jsonb_to_tsvector jsonb_typeof justify_days justify_hours justify_interval
  lag last_value lcm lead left length like line ln localtime localtimestamp log log10 lower lower_inc lower_inf
  lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz max md5 merge_action min min_scale
  mod mode multirange nextval normalize now nth_value ntile num_nonnulls num_nulls nummultirange numnode numrange
  obj_description octet_length overlaps overlay parse_ident percent_rank percentile_cont percentile_disc
  pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_backend_pid pg_cancel_backend pg_client_encoding
  pg_conf_load_time pg_current_snapshot pg_current_wal_insert_lsn pg_current_xact_id
  pg_current_xact_id_if_assigned pg_database_size pg_get_constraintdef pg_get_expr pg_get_function_arg_default
  pg_get_function_arguments pg_get_function_identity_arguments pg_get_function_result pg_get_function_sqlbody
  pg_get_functiondef pg_get_indexdef pg_get_partition_constraintdef pg_get_partkeydef pg_get_ruledef
  pg_get_serial_sequence pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_has_role pg_indexes_size
  pg_is_in_recovery pg_lsn pg_notify pg_relation_size pg_size_bytes pg_size_pretty pg_sleep pg_sleep_for
  pg_sleep_until pg_snapshot_xmax pg_split_walfile_name pg_table_is_visible pg_table_size pg_terminate_backend
  pg_total_relation_size pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared pg_type_is_visible pg_typeof
  pg_walfile_name pg_xact_status phraseto_tsquery pi plainto_tsquery point position pow power querytree
  quote_ident quote_literal
  quote_nullable radians random random_normal range_agg range_intersect_agg range_merge rank regexp_count
  regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table
  regexp_substr regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy repeat
  replace reverse right round row_number row_to_json rpad rtrim scale session_user set_bit set_byte setweight
  sha224 sha256 sha384 sha512 shobj_description sign sin sind sinh split_part sqrt statement_timestamp stddev
  stddev_pop stddev_samp string_agg string_to_array string_to_table strip strpos substr substring sum system_user
  tan tand tanh text timeofday timestamp timestamptz timezone to_ascii to_bin to_char to_date to_hex to_json
  to_jsonb to_number to_oct to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc
  to_regprocedure to_regrole to_regtype to_timestamp to_tsquery to_tsvector transaction_timestamp translate
  trim_array trim_scale trunc ts_headline ts_rank ts_rank_cd tsrange tstzmultirange tstzrange tsvector_to_array
  txid_current txid_current_if_assigned txid_current_snapshot unistr unnest upper upper_inc upper_inf
  uuid_extract_timestamp uuid_extract_version uuid_send uuidv4 uuidv7 var_pop var_samp variance version websearch_to_tsquery
  width_bucket xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xmlagg xmlcomment
  xmlconcat xmlelement xmlexists xmlforest xmlparse xmlserialize xmltext xmlvalidate xpath xpath_exists
`

const extensionNames = `
  _st_expand box2d box3d crypt digest gen_salt geography geometry hmac postgis_lib_version postgis_libprotobuf_version
  postgis_version similarity
  strict_word_similarity unaccent word_similarity
`

/**
 * Functions that migrations of this package make. Its trigger functions run SQL, and change rows only. Those of analytics
 * are no harmless names: they lock much and take long, so they have a session to themselves.
 */
export const packageFunctions: readonly string[] = [
  'add_notification_deliveries',
  'alert_savers',
  'clear_map',
  'close_account',
  'count_changed_ratings',
  'count_deleted_ratings',
  'count_ended_follows',
  'count_likes',
  'count_new_follows',
  'count_new_ratings',
  'count_reports',
  'decline_pending_offers',
  'delete_user',
  'draw_public_location',
  'drop_analytics_partition',
  'end_dealings',
  'ensure_analytics_partitions',
  'ensure_event_partitions',
  'ensure_message_partitions',
  'erase_user',
  'export_personal_data',
  'follow_verified_mark',
  'is_reviewable_payment',
  'keep_badges',
  'keep_first_anchor',
  'leave_out_blocked',
  'lock_block_parties',
  'lock_follow_counts',
  'lock_liked_products',
  'lock_parties',
  'map_x',
  'map_y',
  'mark_analytics_days',
  'minor_unit_digits',
  'minor_unit_step',
  'move_live_streams',
  'note_event_audience',
  'number_events',
  'offer_status_code',
  'payment_fact_count',
  'payment_fact_rank',
  'payment_status',
  'personal_condition',
  'place_of',
  'place_radius',
  'plane_of',
  'platform_fee_minor',
  'public_location_of',
  'queue_gone_from_map',
  'queue_likes',
  'queue_moved_on_map',
  'queue_new_on_map',
  'queue_product_change',
  'recount_badges',
  'recount_likes',
  'recount_ratings',
  'refuse_blocked',
  'refuse_change',
  'refuse_closed_seller',
  'refuse_closed_sellers',
  'refuse_foreign_reviews',
  'refuse_market_in_deal',
  'refuse_too_many_stream_products',
  'require_participant',
  'require_payment',
  'revoke_access',
  'revoke_closed_access',
  'roll_up_analytics_day',
  'set_public_location',
  'set_recipient',
  'set_stream_place',
  'set_updated_at',
  'souk_category_code',
  'souk_cell_facets',
  'souk_condition_code',
  'souk_events_are_off',
  'souk_facet',
  'souk_facets',
  'souk_feed_code',
  'souk_half_lives',
  'souk_join',
  'souk_neighborhood_facet',
  'souk_normalize',
  'souk_price_facets',
  'souk_query',
  'souk_seller_facet',
  'souk_similar_terms',
  'souk_stem',
  'souk_synonyms',
  'souk_tag_facets',
  'souk_terms',
  'souk_time_facets',
  'souk_vector',
  'tell_of_badge',
  'tell_of_conversation',
  'tell_of_decision',
  'tell_of_follow',
  'tell_of_message',
  'tell_of_new_notifications',
  'tell_of_new_products',
  'tell_of_new_users',
  'tell_of_offer',
  'tell_of_payment',
  'tell_of_product',
  'tell_of_read_notifications',
  'tell_of_reading',
  'tell_of_report',
  'tell_of_review',
  'tell_of_stream',
  'tell_of_user',
  'tell_of_verification',
  'transaction_status_code',
  'unverify_user',
  'uuidv7',
  'verification_type_code',
  'void_tokens_of_old_address',
]

/** Words that may stand before a parenthesis and are no function: clauses, operators, types with modifiers. */
const syntaxWords = `
  all analyze and any array as bernoulli between bit by case cast char character coalesce collate conflict cube
  decimal default delete distinct dec else end escape except exists explain extract fetch filter first float for from
  greatest group grouping having ilike in insert intersect interval is join key lateral least like limit materialized nchar
  next not nullif numeric of offset on only operator or order over overlay partition position precision range recursive
  returning rollup row rows select set sets similar some substring system tablesample then time timestamp treat trim
  union update user using values varbit varchar varying when where window with within xmlexists zone
`

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}

/** Names before a parenthesis of which it is known that they leave nothing behind in a session. */
export const harmlessNames: ReadonlySet<string> = new Set([
  ...wordsOf(functionNames),
  ...wordsOf(extensionNames),
  ...wordsOf(syntaxWords),
  'delete_user',
  'is_reviewable_payment',
  'map_x',
  'map_y',
  'minor_unit_digits',
  'minor_unit_step',
  'number_events',
  'offer_status_code',
  'payment_fact_count',
  'payment_fact_rank',
  'payment_status',
  'place_of',
  'place_radius',
  'plane_of',
  'platform_fee_minor',
  'revoke_access',
  'recount_badges',
  'recount_ratings',
  'recount_likes',
  'souk_category_code',
  'souk_facet',
  'souk_half_lives',
  'souk_neighborhood_facet',
  'souk_normalize',
  'souk_query',
  'souk_seller_facet',
  'souk_similar_terms',
  'souk_synonyms',
  'souk_tag_facets',
  'souk_terms',
  'transaction_status_code',
  'uuidv7',
  'verification_type_code',
])
