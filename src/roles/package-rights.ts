import type { GrantedKind } from './role-names.js'
import { only, type RightsOnTable } from './rights.js'

/**
 * The rights of the roles on each table and view of this package: the one place that says so.
 *
 * - The application runs what a marketplace does. It adds to what is a record (payments' facts, moderation, reports, events) and
 *   changes nothing there, changes no terms of a payment, deletes nothing that has a history, and reads no password, session or
 *   token.
 * - Accounts are made, let in and erased by the second role, which sees nothing of the marketplace.
 * - Whoever reads for reports, support or statistics sees no secret, no words of private talk, no way to reach a person, and no
 *   exact place.
 * - The batches of `souk-db maintain` are the owner's.
 */
export const packageRights: ReadonlyMap<string, RightsOnTable> = new Map(
  Object.entries<RightsOnTable>({
    analytics_daily: {
      app: { select: true },
      readonly: {
        select: only(
          'id dimension subject_id event_type day currency event_count visitor_count value_minor created_at updated_at',
          { not: '' },
        ),
      },
    },
    analytics_dirty_days: {
      app: { select: true, insert: true },
      readonly: { select: only('id day created_at', { not: '' }) },
    },
    analytics_events: {
      app: { select: true, insert: true },
      readonly: {
        select: only(
          'id occurred_at received_at event_type product_id stream_id seller_id country value_minor currency',
          { not: 'visitor properties' },
        ),
      },
    },
    // The update changes nothing: it returns the salt of whoever came first.
    analytics_salts: { app: { select: true, insert: true, update: only('day', { not: 'salt created_at' }) } },
    badges: {
      app: {
        select: true,
        insert: true,
        update: only('reason awarded_at awarded_by revoked_at revoked_by', {
          not: 'id user_id badge_type created_at updated_at',
        }),
        delete: true,
      },
      readonly: {
        select: only('id user_id badge_type awarded_at revoked_at created_at updated_at', {
          not: 'reason awarded_by revoked_by',
        }),
      },
    },
    blocks: { app: { select: true, insert: true, delete: true } },
    conversations: {
      app: { select: true, insert: true, update: true },
      readonly: {
        select: only(
          'id buyer_id seller_id product_id last_message_id last_message_at buyer_unread_count seller_unread_count archived_by created_at updated_at is_general',
          { not: '' },
        ),
      },
    },
    erasures: { readonly: { select: only('id user_id changes erased_at', { not: '' }) } },
    event_consumers: {
      app: { select: true, insert: true, update: true, delete: true },
      readonly: { select: only('name shard position attempt worker leased_until created_at', { not: '' }) },
    },
    event_failures: {
      app: { select: true, insert: true, update: true, delete: true },
      readonly: {
        select: only(
          'consumer position shard aggregate_id tries next_at failed_at dead_at error_code error_message created_at',
          { not: '' },
        ),
      },
    },
    event_head: { app: { select: true }, readonly: { select: only('one position', { not: '' }) } },
    // A trigger of event_log writes it, as its owner.
    event_audience: {
      app: { select: true },
      readonly: { select: only('user_id position', { not: '' }) },
    },
    // number_events() writes it, as its owner.
    event_log: {
      app: { select: true },
      readonly: {
        select: only('position shard aggregate_id type version audience payload created_at', { not: '' }),
      },
    },
    follows: {
      app: { select: true, insert: true, delete: true },
      readonly: { select: only('id follower_id followee_id created_at', { not: '' }) },
    },
    idempotency_keys: {
      app: { select: true, insert: true, update: true },
      readonly: { select: only('scope created_at expires_at', { not: 'key request_hash answer' }) },
    },
    map_cells: {
      app: { select: true },
      readonly: { select: only('level category x y product_count sum_x sum_y id_high id_low', { not: '' }) },
    },
    map_changes: {
      app: { insert: true },
      readonly: { select: only('id category x y product_id change', { not: '' }) },
    },
    // What was said stays as it was said: it is read, hidden by moderation, or deleted.
    messages: {
      app: {
        select: true,
        insert: true,
        update: only('read_at hidden_at', {
          not: 'id conversation_id sender_id recipient_id message_type content image_urls offer_data created_at updated_at offer_id request_digest erased_at',
        }),
        delete: true,
      },
      readonly: {
        select: only(
          'id conversation_id sender_id message_type read_at created_at updated_at offer_id hidden_at erased_at',
          { not: 'recipient_id content image_urls offer_data request_digest' },
        ),
      },
    },
    // The log of moderation.
    moderation_actions: {
      app: { select: true, insert: true },
      readonly: {
        select: only('id admin_id action subject_type subject_id user_id case_id created_at', {
          not: 'note',
        }),
      },
    },
    moderation_cases: {
      app: { select: true, insert: true, update: true },
      readonly: {
        select: only(
          'id subject_type subject_id reported_user_id product_id stream_id message_id review_id reason report_count status decision decided_by decided_at leased_by leased_until attempt created_at updated_at',
          { not: 'subject_text note' },
        ),
      },
    },
    notification_deliveries: {
      app: { select: true, insert: true, update: true },
      readonly: {
        select: only(
          'id notification_id channel status attempt next_attempt_at last_error_code sent_at created_at updated_at',
          { not: '' },
        ),
      },
    },
    notifications: {
      app: {
        select: true,
        insert: true,
        update: only('read_at', {
          not: 'id user_id actor_id notification_type subject_type subject_id title body data channels dedupe_key created_at updated_at',
        }),
      },
      readonly: {
        select: only(
          'id user_id actor_id notification_type subject_type subject_id channels read_at created_at updated_at',
          { not: 'title body data dedupe_key' },
        ),
      },
    },
    // Terms stay as they were offered. Moderation takes words away.
    offers: {
      app: {
        select: true,
        insert: true,
        update: only('status message', {
          not: 'id product_id conversation_id buyer_id seller_id amount_minor expires_at created_at updated_at parent_offer_id made_by currency request_digest status_code',
        }),
      },
      readonly: {
        select: only(
          'id product_id conversation_id buyer_id seller_id amount_minor status expires_at created_at updated_at parent_offer_id made_by currency',
          { not: 'message request_digest status_code' },
        ),
      },
    },
    // Triggers and events of a service add to it.
    outbox: {
      app: { select: true, insert: true },
      auth: { insert: true },
      readonly: { select: only('seq aggregate_id type version audience payload created_at', { not: '' }) },
    },
    // The ledger too: the facts of a provider. A later state of one is merged into it.
    payment_facts: {
      app: {
        select: true,
        insert: true,
        update: only('status amount_minor reversed_minor failure_code counted counted_change', {
          not: 'id payment_id kind stripe_id currency created_at updated_at',
        }),
      },
      readonly: {
        select: only(
          'id payment_id kind status amount_minor reversed_minor currency failure_code counted counted_change created_at updated_at',
          { not: 'stripe_id' },
        ),
      },
    },
    // The vectors that hide exact places: public_location_of() alone reads them.
    place_anchors: {},
    product_activity: {
      app: { insert: true },
      readonly: { select: only('id product_id views likes happened_at', { not: '' }) },
    },
    product_trend_turns: { readonly: { select: only('is_only turn', { not: '' }) } },
    product_trends: {
      app: { select: true },
      readonly: {
        select: only('product_id category neighborhood is_listed trend_rank pending_views', { not: '' }),
      },
    },
    products: {
      app: { select: true, insert: true, update: true, delete: true },
      readonly: {
        select: only(
          'id seller_id title description price_minor original_price_minor currency category condition feed_type neighborhood is_available view_count like_count image_urls video_url video_thumbnail_url tags sold_at created_at updated_at hidden_at public_location search',
          { not: 'location request_digest place category_place facets' },
        ),
      },
    },
    // What was reported stays as it was.
    reports: {
      app: { select: true, insert: true },
      readonly: {
        select: only('id case_id reason created_at updated_at', {
          not: 'reporter_id details request_digest',
        }),
      },
    },
    reviews: {
      app: { select: true, insert: true, update: true },
      readonly: {
        select: only(
          'id payment_id product_id reviewer_id reviewee_id rating content reply replied_at hidden_at created_at updated_at',
          { not: 'hidden_by request_digest' },
        ),
      },
    },
    saved_searches: {
      app: { select: true, insert: true, update: true, delete: true },
      readonly: {
        select: only(
          'id user_id slot is_muted seen_from attempt unfinished_attempts due_at created_at updated_at',
          { not: 'name filters told_ids request_digest' },
        ),
      },
    },
    search_progress: { readonly: { select: only('is_only after_id', { not: '' }) } },
    search_synonyms: {
      app: { select: true },
      readonly: { select: only('term expansions lexeme', { not: '' }) },
    },
    search_terms: { app: { select: true }, readonly: { select: only('term listing_count', { not: '' }) } },
    sessions: { auth: { select: true, insert: true, update: true } },
    stream_products: {
      app: { select: true, insert: true, update: true, delete: true },
      readonly: {
        select: only('id stream_id product_id seller_id position created_at updated_at', { not: '' }),
      },
    },
    streams: {
      app: { select: true, insert: true, update: true, delete: true },
      readonly: {
        select: only(
          'id user_id title description category status stream_type hls_url thumbnail_url viewer_count total_views duration_seconds started_at ended_at created_at updated_at pinned_product_id public_location',
          { not: 'rtmp_url stream_key request_digest place' },
        ),
      },
    },
    tokens: { auth: { select: true, insert: true, update: true } },
    // The ledger. What was agreed stays as it was made.
    transactions: {
      app: {
        select: true,
        insert: true,
        update: only(
          'status stripe_payment_intent_id stripe_charge_id stripe_transfer_id payment_method completed_at updated_at expires_at paid_at cancelled_at expired_at failed_attempts amount_received_minor amount_refunded_minor largest_refund_minor amount_disputed_minor amount_transferred_minor amount_due_minor needs_review reviewed_at',
          {
            not: 'id buyer_id seller_id product_id amount_minor currency platform_fee_minor seller_payout_minor feed_type created_at offer_id fee_basis_points request_digest stream_id status_code',
          },
        ),
      },
      readonly: {
        select: only(
          'id buyer_id seller_id product_id amount_minor currency platform_fee_minor seller_payout_minor feed_type status completed_at created_at updated_at offer_id fee_basis_points expires_at paid_at cancelled_at expired_at failed_attempts amount_received_minor amount_refunded_minor largest_refund_minor amount_disputed_minor amount_transferred_minor amount_due_minor needs_review reviewed_at stream_id',
          {
            not: 'stripe_payment_intent_id stripe_charge_id stripe_transfer_id payment_method request_digest status_code',
          },
        ),
      },
    },
    user_stats: {
      app: { select: true, insert: true, update: true },
      readonly: {
        select: only(
          'user_id follower_count following_count rating_1_count rating_2_count rating_3_count rating_4_count rating_5_count created_at updated_at badges',
          { not: '' },
        ),
      },
    },
    // Accounts are made and deleted by auth. It sets an id to null alone, which is refused: of many accounts one was taken meanwhile.
    users: {
      app: {
        select: only(
          'id email username phone full_name avatar_url bio role is_verified is_active location neighborhood building_name last_login_at stripe_customer_id stripe_connect_account_id created_at updated_at request_digest public_location place erased_at',
          { not: 'password_hash' },
        ),
        update: only(
          'email username phone full_name avatar_url bio role is_verified is_active location neighborhood building_name last_login_at stripe_customer_id stripe_connect_account_id updated_at public_location place',
          { not: 'id password_hash created_at erased_at request_digest' },
        ),
      },
      auth: {
        select: only(
          'id email username phone password_hash full_name avatar_url bio role is_verified is_active neighborhood building_name last_login_at stripe_customer_id stripe_connect_account_id created_at updated_at request_digest public_location erased_at',
          { not: 'location place' },
        ),
        insert: true,
        update: only('id email username phone password_hash last_login_at', {
          not: 'full_name avatar_url bio role is_verified is_active location neighborhood building_name stripe_customer_id stripe_connect_account_id created_at updated_at request_digest public_location place erased_at',
        }),
      },
      readonly: {
        select: only(
          'id username full_name avatar_url bio role is_verified is_active neighborhood created_at updated_at public_location erased_at',
          {
            not: 'email phone password_hash location building_name last_login_at stripe_customer_id stripe_connect_account_id request_digest place',
          },
        ),
      },
    },
    // Papers stay as they were handed in.
    verifications: {
      app: {
        select: true,
        insert: true,
        update: only('status rejection_reason reviewed_at reviewed_by', {
          not: 'id user_id verification_type documents submitted_at created_at updated_at request_digest type_code',
        }),
      },
      readonly: {
        select: only(
          'id user_id verification_type status submitted_at reviewed_at created_at updated_at reviewed_by',
          { not: 'documents rejection_reason request_digest type_code' },
        ),
      },
    },
    webhook_events: {
      app: { select: true, insert: true, update: true, delete: true },
      readonly: {
        select: only('provider event_id type created status tries error_code received_at updated_at', {
          not: 'waits_for body_hash body',
        }),
      },
    },
    wishlist_alerts: {
      app: { select: true, insert: true, update: true, delete: true },
      readonly: {
        select: only('product_id came_back_at queued_at after_id created_at updated_at', { not: '' }),
      },
    },
    wishlists: {
      app: { select: true, insert: true, update: true, delete: true },
      readonly: {
        select: only(
          'id user_id product_id price_minor currency told_price_minor told_at created_at updated_at',
          { not: '' },
        ),
      },
    },
    product_cards: { app: { select: true }, readonly: { select: true } },
    profiles: { app: { select: true }, readonly: { select: true } },
  }),
)

/** The roles that may call a function which has its owner's rights; nobody calls those of triggers. */
export const routineRights: ReadonlyMap<string, readonly GrantedKind[]> = new Map<
  string,
  readonly GrantedKind[]
>([
  // Events of any day are tracked, also of a month that nobody made ready.
  ['ensure_analytics_partitions(first_month date, last_month date)', ['app']],
  // A consumer of events numbers what waits, and makes a partition if none is left.
  ['ensure_event_partitions(partitions_ahead integer)', ['app']],
  // Maintenance makes them.
  ['ensure_message_partitions(months_ahead integer)', ['app']],
  ['number_events(at_most integer)', ['app']],
  ['delete_user(person uuid)', ['auth']],
  ['erase_user(person uuid, is_dry_run boolean)', ['auth']],
  ['export_personal_data(person uuid)', ['auth']],
  ['close_account()', []],
  ['decline_pending_offers()', []],
  ['end_dealings()', []],
  ['keep_first_anchor()', []],
  ['note_event_audience()', []],
  ['refuse_blocked()', []],
  ['refuse_foreign_reviews()', []],
  ['refuse_market_in_deal()', []],
  ['require_participant()', []],
  ['require_payment()', []],
  ['revoke_closed_access()', []],
  ['set_public_location()', []],
  ['set_recipient()', []],
  ['tell_of_message()', []],
  ['tell_of_reading()', []],
  ['unverify_user()', []],
  ['void_tokens_of_old_address()', []],
])
