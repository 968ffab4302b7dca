/*
The rows that the truth run is made on: in each table one in which every column holds something, and one in which every
column that can is null; so that each outer join finds a partner for some rows and none for others.
*/

insert into users (
  id, email, username, phone, password_hash, full_name, avatar_url, bio, role, is_verified, is_active, location,
  neighborhood, building_name, last_login_at, stripe_customer_id, stripe_connect_account_id
)
values
  (
    '01900000-0000-7000-8000-000000000001', 'full@example.com', 'full.user', '+971501234567', 'a hash', 'Full Name',
    'https://example.com/a.png', 'A text', 'seller', true, true, 'srid=4326;point(55.27 25.2)', 'Deira', 'Tower',
    '2026-01-01T00:00:00Z', 'cus_1', 'acct_1'
  ),
  (
    '01900000-0000-7000-8000-000000000003', 'admin@example.com', 'admin.user', '+971501234568', 'a hash', 'Other Name',
    'https://example.com/b.png', '', 'admin', false, true, 'srid=4326;point(55.3 25.3)', 'Marina', 'House',
    '2026-01-02T00:00:00Z', 'cus_2', 'acct_2'
  );
insert into users (id, email, username)
values
  ('01900000-0000-7000-8000-000000000002', 'bare@example.com', 'bare.user'),
  ('01900000-0000-7000-8000-000000000004', 'bare.too@example.com', 'bare.too');

insert into products (
  id, seller_id, title, description, price_minor, original_price_minor, currency, category, condition, feed_type,
  location, neighborhood, is_available, view_count, like_count, image_urls, video_url, video_thumbnail_url, tags, sold_at
)
values
  (
    '01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000001', 'Shoes', 'Worn twice', 25000, 50000,
    'AED', 'sneakers', 'good', 'discover', 'srid=4326;point(55.27 25.2)', 'Deira', true, 3, 0,
    array['https://example.com/1.png'], 'https://example.com/1.mp4', 'https://example.com/1t.png', array['a', 'b'], null
  ),
  (
    '01900000-0000-7000-8000-000000000013', '01900000-0000-7000-8000-000000000001', 'Sold shoes', 'Gone', 9000, 9500,
    'AED', 'sneakers', 'fair', 'community', 'srid=4326;point(55.28 25.21)', 'Deira', false, 1, 0,
    array['https://example.com/1.png'], 'https://example.com/1.mp4', 'https://example.com/1t.png', array['a'],
    '2026-02-01T00:00:00Z'
  );
insert into products (id, seller_id, title, price_minor, category, condition)
values
  ('01900000-0000-7000-8000-000000000012', '01900000-0000-7000-8000-000000000001', 'Bare', 100, 'other', 'new'),
  ('01900000-0000-7000-8000-000000000014', '01900000-0000-7000-8000-000000000002', 'Bare too', 200, 'books', 'new');
insert into products (id, seller_id, title, price_minor, category, condition, location)
values (
  '01900000-0000-7000-8000-000000000015', '01900000-0000-7000-8000-000000000002', 'Near', 300, 'books', 'new',
  'srid=4326;point(55.26 25.19)'
);

insert into streams (
  id, user_id, title, description, category, status, stream_type, rtmp_url, stream_key, hls_url, thumbnail_url,
  viewer_count, total_views, duration_seconds, started_at, ended_at
)
values (
  '01900000-0000-7000-8000-000000000021', '01900000-0000-7000-8000-000000000001', 'Show', 'About', 'sneakers', 'ended',
  'live', 'rtmp://example.com/1', 'a key', 'https://example.com/1.m3u8', 'https://example.com/1.png', 0, 10, 60,
  '2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z'
);
insert into streams (id, user_id, title, category, status, started_at)
values ('01900000-0000-7000-8000-000000000022', '01900000-0000-7000-8000-000000000002', 'Live', 'books', 'live', now());
insert into streams (
  id, user_id, title, description, category, status, rtmp_url, stream_key, hls_url, thumbnail_url, viewer_count,
  duration_seconds, started_at
)
values (
  '01900000-0000-7000-8000-000000000024', '01900000-0000-7000-8000-000000000001', 'Live too', 'About', 'sneakers', 'live',
  'rtmp://example.com/1', 'a key', 'https://example.com/1.m3u8', 'https://example.com/1.png', 4, 60, now()
);
insert into streams (id, user_id, title, category)
values ('01900000-0000-7000-8000-000000000023', '01900000-0000-7000-8000-000000000001', 'Soon', 'sneakers');
insert into streams (id, user_id, title, description, category, hls_url, thumbnail_url, started_at)
values (
  '01900000-0000-7000-8000-000000000025', '01900000-0000-7000-8000-000000000001', 'Planned', 'About', 'sneakers',
  'https://example.com/1.m3u8', 'https://example.com/1.png', now() + interval '1 day'
);

insert into conversations (id, buyer_id, seller_id, product_id, archived_by)
values
  (
    '01900000-0000-7000-8000-000000000031', '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001',
    '01900000-0000-7000-8000-000000000011', array['01900000-0000-7000-8000-000000000002']::uuid[]
  ),
  (
    '01900000-0000-7000-8000-000000000032', '01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000001',
    null, '{}'
  ),
  (
    '01900000-0000-7000-8000-000000000033', '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001',
    '01900000-0000-7000-8000-000000000012', '{}'
  ),
  (
    '01900000-0000-7000-8000-000000000034', '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002',
    '01900000-0000-7000-8000-000000000014', '{}'
  );

insert into offers (
  id, product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency, message, status, expires_at,
  parent_offer_id
)
values
  (
    '01900000-0000-7000-8000-000000000041', '01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000031',
    '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002',
    20000, 'AED', null, 'countered', null, null
  ),
  (
    '01900000-0000-7000-8000-000000000042', '01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000031',
    '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000001',
    22000, 'AED', 'A few words', 'pending', now() + interval '1 day', '01900000-0000-7000-8000-000000000041'
  ),
  (
    '01900000-0000-7000-8000-000000000043', '01900000-0000-7000-8000-000000000012', '01900000-0000-7000-8000-000000000033',
    '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002',
    90, 'AED', null, 'pending', null, null
  ),
  (
    '01900000-0000-7000-8000-000000000044', '01900000-0000-7000-8000-000000000014', '01900000-0000-7000-8000-000000000034',
    '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001',
    90, 'AED', 'Late', 'pending', now() - interval '1 day', null
  ),
  (
    '01900000-0000-7000-8000-000000000045', '01900000-0000-7000-8000-000000000013', '01900000-0000-7000-8000-000000000031',
    '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002',
    9000, 'AED', null, 'pending', null, null
  );

insert into messages (
  id, conversation_id, sender_id, message_type, content, image_urls, offer_data, offer_id, read_at, created_at
)
values
  (
    '01900000-0000-7000-8000-000000000051', '01900000-0000-7000-8000-000000000031', '01900000-0000-7000-8000-000000000002',
    'text', 'Still there?', '{}', null, null, '2026-03-01T00:00:00Z', '2026-02-01T00:00:00Z'
  ),
  (
    '01900000-0000-7000-8000-000000000052', '01900000-0000-7000-8000-000000000031', '01900000-0000-7000-8000-000000000002',
    'image', null, array['https://example.com/1.png'], null, null, null, '2026-02-02T00:00:00Z'
  ),
  (
    '01900000-0000-7000-8000-000000000053', '01900000-0000-7000-8000-000000000031', '01900000-0000-7000-8000-000000000002',
    'offer', 'A few words', '{}', '{"amountMinor": 22000, "currency": "AED", "priceMinor": 25000, "expiresAt": null}',
    '01900000-0000-7000-8000-000000000042', '2026-03-01T00:00:00Z', '2026-02-03T00:00:00Z'
  ),
  (
    '01900000-0000-7000-8000-000000000054', '01900000-0000-7000-8000-000000000033', '01900000-0000-7000-8000-000000000001',
    'image', null, array['https://example.com/1.png'], null, null, null, '2026-02-04T00:00:00Z'
  );
update conversations
set last_message_id = '01900000-0000-7000-8000-000000000053', last_message_at = '2026-02-03T00:00:00Z', buyer_unread_count = 0, seller_unread_count = 1
where conversations.id = '01900000-0000-7000-8000-000000000031';
update conversations
set last_message_id = '01900000-0000-7000-8000-000000000054', last_message_at = '2026-02-04T00:00:00Z', buyer_unread_count = 1
where conversations.id = '01900000-0000-7000-8000-000000000033';

insert into transactions (
  id, buyer_id, seller_id, product_id, offer_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type, status,
  stripe_payment_intent_id, stripe_charge_id, stripe_transfer_id, payment_method, completed_at, fee_basis_points,
  expires_at, paid_at, cancelled_at, expired_at, failed_attempts, amount_received_minor, reviewed_at
)
values (
  '01900000-0000-7000-8000-000000000061', '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001',
  '01900000-0000-7000-8000-000000000013', '01900000-0000-7000-8000-000000000045', 9000, 900, 8100, 'community',
  'completed', 'pi_1', 'ch_1', 'tr_1', 'card', '2026-02-01T00:00:00Z', 1000,
  '2026-01-31T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-31T00:00:00Z', '2026-01-31T00:00:00Z', 1, 9000, '2026-02-02T00:00:00Z'
);
insert into transactions (
  id, buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type
)
values (
  '01900000-0000-7000-8000-000000000062', '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002',
  '01900000-0000-7000-8000-000000000014', 200, 20, 180, 'discover'
);

-- Lists that the service reads: what is due, and what does not fit.
insert into transactions (
  id, buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type, status,
  amount_received_minor, amount_due_minor, needs_review, expires_at
)
values (
  '01900000-0000-7000-8000-000000000063', '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002',
  '01900000-0000-7000-8000-000000000014', 200, 20, 180, 'discover', 'cancelled', 200, 200, true, '2026-01-01T00:00:00Z'
);

insert into payment_facts (
  id, payment_id, kind, stripe_id, status, amount_minor, currency, failure_code, counted, counted_change
)
values
  (
    '01900000-0000-7000-8000-000000000081', '01900000-0000-7000-8000-000000000061', 'intent', 'pi_1', 'succeeded', 9000,
    'AED', null, 9000, 9000
  ),
  (
    '01900000-0000-7000-8000-000000000082', '01900000-0000-7000-8000-000000000061', 'attempt', 'ch_0', 'failed', 0, 'AED',
    'card_declined', 1, 1
  );

update offers set status = 'accepted' where offers.id = '01900000-0000-7000-8000-000000000045';

insert into verifications (id, user_id, verification_type, status, documents, rejection_reason, reviewed_at, submitted_at)
values (
  '01900000-0000-7000-8000-000000000071', '01900000-0000-7000-8000-000000000001', 'trade_license', 'rejected',
  '[{"kind": "trade_license", "storageKey": "papers/1.pdf", "contentType": "application/pdf"}]', 'Not legible',
  '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'
);
insert into verifications (id, user_id, verification_type, documents)
values (
  '01900000-0000-7000-8000-000000000072', '01900000-0000-7000-8000-000000000002', 'emirates_id',
  '[{"kind": "emirates_id_front", "storageKey": "papers/2.jpg"}]'
);
insert into verifications (id, user_id, verification_type, status, documents, reviewed_by, reviewed_at, submitted_at)
values (
  '01900000-0000-7000-8000-000000000073', '01900000-0000-7000-8000-000000000001', 'both', 'approved',
  '[{"kind": "other", "storageKey": "papers/4.jpg"}]', '01900000-0000-7000-8000-000000000003', '2026-01-04T00:00:00Z',
  '2026-01-03T00:00:00Z'
);

insert into sessions (
  id, user_id, family_hash, token_hash, previous_token_hash, rotation_nonce, device_name, user_agent, ip_address, idle_seconds,
  idle_expires_at, expires_at
)
values (
  '01900000-0000-7000-8000-000000002601', '01900000-0000-7000-8000-000000000001', sha256('family'), sha256('second'),
  sha256('first'), sha256('a nonce'), 'Pixel 9', 'Mozilla/5.0', '192.0.2.7', 3600, now() + interval '1 hour',
  now() + interval '1 day'
);
insert into sessions (
  id, user_id, family_hash, token_hash, device_name, user_agent, ip_address, idle_seconds, last_used_at, idle_expires_at,
  expires_at, revoked_at, revoked_reason, created_at
)
values (
  '01900000-0000-7000-8000-000000002602', '01900000-0000-7000-8000-000000000001', sha256('other family'), sha256('third'),
  'Laptop', 'Mozilla/5.0', '2001:db8::7', 3600, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', '2026-01-02T00:00:00Z',
  '2026-01-01T00:30:00Z', 'logout', '2026-01-01T00:00:00Z'
);
insert into sessions (id, user_id, family_hash, token_hash, idle_seconds, idle_expires_at, expires_at)
values (
  '01900000-0000-7000-8000-000000002603', '01900000-0000-7000-8000-000000000002', sha256('bare family'), sha256('fourth'), 3600,
  now() + interval '1 hour', now() + interval '1 day'
);

insert into tokens (
  id, purpose, form, user_id, sent_to, secret_hash, attempts, max_attempts, issue_times, expires_at, used_at
)
values (
  '01900000-0000-7000-8000-000000002611', 'login', 'code', '01900000-0000-7000-8000-000000000001', 'full@example.com',
  sha256('a code'), 1, 5, array[now()], now() + interval '10 minutes', now()
);
insert into tokens (id, purpose, form, user_id, secret_hash, expires_at)
values (
  '01900000-0000-7000-8000-000000002612', 'password_reset', 'link', '01900000-0000-7000-8000-000000000002', sha256('a link'),
  now() + interval '1 hour'
);
insert into tokens (id, purpose, form, sent_to, secret_hash, max_attempts, expires_at)
values (
  '01900000-0000-7000-8000-000000002613', 'phone_verification', 'code', '+971501234569', sha256('another code'), 5,
  now() + interval '10 minutes'
);
insert into follows (id, follower_id, followee_id)
values
  (
    '01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000002',
    '01900000-0000-7000-8000-000000000001'
  ),
  (
    '01900000-0000-7000-8000-000000000102', '01900000-0000-7000-8000-000000000001',
    '01900000-0000-7000-8000-000000000002'
  ),
  (
    '01900000-0000-7000-8000-000000000103', '01900000-0000-7000-8000-000000000004',
    '01900000-0000-7000-8000-000000000001'
  );

update products set hidden_at = '2026-02-02T00:00:00Z' where products.id = '01900000-0000-7000-8000-000000000013';

insert into transactions (
  id, buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type, status, paid_at,
  amount_received_minor, amount_refunded_minor, largest_refund_minor
)
values (
  '01900000-0000-7000-8000-000000000064', '01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000001',
  '01900000-0000-7000-8000-000000000013', 9000, 900, 8100, 'community', 'refunded', '2026-02-01T00:00:00Z', 9000, 9000, 9000
);

insert into reviews (
  id, payment_id, product_id, reviewer_id, reviewee_id, rating, content, reply, replied_at, hidden_at, hidden_by, request_digest
)
values
  (
    '01900000-0000-7000-8000-000000000091', '01900000-0000-7000-8000-000000000061', '01900000-0000-7000-8000-000000000013',
    '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', 5, 'As described', 'Thanks',
    '2026-02-03T00:00:00Z', null, null, '01900000-0000-8000-8000-000000000091'
  ),
  (
    '01900000-0000-7000-8000-000000000092', '01900000-0000-7000-8000-000000000064', '01900000-0000-7000-8000-000000000013',
    '01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000001', 1, 'Rude words', 'More of them',
    '2026-02-03T00:00:00Z', '2026-02-04T00:00:00Z', '01900000-0000-7000-8000-000000000003',
    '01900000-0000-8000-8000-000000000092'
  );
insert into reviews (id, payment_id, product_id, reviewer_id, reviewee_id, rating)
values (
  '01900000-0000-7000-8000-000000000093', '01900000-0000-7000-8000-000000000061', '01900000-0000-7000-8000-000000000013',
  '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002', 4
);

insert into moderation_cases (
  id, subject_type, subject_id, reported_user_id, product_id, stream_id, message_id, review_id, subject_text, reason,
  status, decision, note, decided_by, decided_at, leased_by, leased_until, attempt
)
values
  (
    '01900000-0000-7000-8000-0000000000a1', 'product', '01900000-0000-7000-8000-000000000013',
    '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000013', null, null, null, 'Sold shoes',
    'counterfeit', 'decided', 'hide', 'A note', '01900000-0000-7000-8000-000000000003', '2026-02-02T00:00:00Z', null,
    null, 1
  ),
  (
    '01900000-0000-7000-8000-0000000000a2', 'stream', '01900000-0000-7000-8000-000000000021',
    '01900000-0000-7000-8000-000000000001', null, '01900000-0000-7000-8000-000000000021', null, null, 'Show', 'scam',
    'open', null, null, null, null, '01900000-0000-7000-8000-000000000003', now() + interval '1 day', 2
  ),
  (
    '01900000-0000-7000-8000-0000000000a3', 'message', '01900000-0000-7000-8000-000000000051',
    '01900000-0000-7000-8000-000000000002', null, null, '01900000-0000-7000-8000-000000000051', null, 'Still there?',
    'harassment', 'open', null, null, null, null, null, null, 0
  ),
  (
    '01900000-0000-7000-8000-0000000000a4', 'review', '01900000-0000-7000-8000-000000000091',
    '01900000-0000-7000-8000-000000000002', null, null, null, '01900000-0000-7000-8000-000000000091', null, 'spam',
    'open', null, null, null, null, null, null, 0
  );
insert into moderation_cases (id, subject_type, subject_id, reported_user_id, reason)
values ('01900000-0000-7000-8000-0000000000a5', 'user', '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000002', 'other');

insert into reports (id, case_id, reporter_id, reason, details, request_digest)
values (
  '01900000-0000-7000-8000-0000000000b1', '01900000-0000-7000-8000-0000000000a1', '01900000-0000-7000-8000-000000000002',
  'counterfeit', 'The label is misspelt', '01900000-0000-8000-8000-0000000000b1'
);
insert into reports (id, case_id, reporter_id, reason)
values
  ('01900000-0000-7000-8000-0000000000b2', '01900000-0000-7000-8000-0000000000a2', '01900000-0000-7000-8000-000000000002', 'scam'),
  ('01900000-0000-7000-8000-0000000000b3', '01900000-0000-7000-8000-0000000000a3', '01900000-0000-7000-8000-000000000001', 'harassment'),
  ('01900000-0000-7000-8000-0000000000b4', '01900000-0000-7000-8000-0000000000a4', '01900000-0000-7000-8000-000000000001', 'spam'),
  ('01900000-0000-7000-8000-0000000000b5', '01900000-0000-7000-8000-0000000000a5', '01900000-0000-7000-8000-000000000001', 'other');

insert into moderation_actions (id, admin_id, action, subject_type, subject_id, user_id, case_id, note)
values (
  '01900000-0000-7000-8000-0000000000c1', '01900000-0000-7000-8000-000000000003', 'hide', 'product', '01900000-0000-7000-8000-000000000013',
  '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-0000000000a1', 'A note'
);
insert into moderation_actions (id, action, subject_type, subject_id, user_id)
values (
  '01900000-0000-7000-8000-0000000000c2', 'set_role', 'user', '01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000003'
);

update messages set hidden_at = '2026-02-05T00:00:00Z' where messages.id in ('01900000-0000-7000-8000-000000000053', '01900000-0000-7000-8000-000000000054');

insert into stream_products (stream_id, product_id, seller_id, position)
values
  ('01900000-0000-7000-8000-000000000021', '01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000001', 0),
  ('01900000-0000-7000-8000-000000000021', '01900000-0000-7000-8000-000000000013', '01900000-0000-7000-8000-000000000001', 1),
  ('01900000-0000-7000-8000-000000000024', '01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000001', 0),
  ('01900000-0000-7000-8000-000000000025', '01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000001', 0);
update streams set pinned_product_id = '01900000-0000-7000-8000-000000000011'
where streams.id in ('01900000-0000-7000-8000-000000000021', '01900000-0000-7000-8000-000000000024', '01900000-0000-7000-8000-000000000025');
update transactions set stream_id = '01900000-0000-7000-8000-000000000021' where transactions.id = '01900000-0000-7000-8000-000000000061';

insert into badges (id, user_id, badge_type, reason, awarded_by, revoked_at, revoked_by)
values
  (
    '01900000-0000-7000-8000-0000000000a1', '01900000-0000-7000-8000-000000000001', 'founding_member', 'Here from the start',
    '01900000-0000-7000-8000-000000000003', '2026-02-04T00:00:00Z', '01900000-0000-7000-8000-000000000003'
  ),
  (
    '01900000-0000-7000-8000-0000000000a2', '01900000-0000-7000-8000-000000000001', 'community_helper', 'Helps newcomers',
    '01900000-0000-7000-8000-000000000003', null, null
  ),
  (
    '01900000-0000-7000-8000-0000000000a3', '01900000-0000-7000-8000-000000000002', 'first_sale', 'Something was sold',
    null, null, null
  );

-- Rows whose ids were given by callers.
update users set request_digest = '01900000-0000-8000-8000-000000000001' where users.id = '01900000-0000-7000-8000-000000000001';
update products set request_digest = '01900000-0000-8000-8000-000000000011' where products.id = '01900000-0000-7000-8000-000000000011';
update streams set request_digest = '01900000-0000-8000-8000-000000000021' where streams.id = '01900000-0000-7000-8000-000000000021';
update offers set request_digest = '01900000-0000-8000-8000-000000000042' where offers.id = '01900000-0000-7000-8000-000000000042';
update messages set request_digest = '01900000-0000-8000-8000-000000000053' where messages.id = '01900000-0000-7000-8000-000000000053';
update transactions set request_digest = '01900000-0000-8000-8000-000000000061' where transactions.id = '01900000-0000-7000-8000-000000000061';
update verifications set request_digest = '01900000-0000-8000-8000-000000000071' where verifications.id = '01900000-0000-7000-8000-000000000071';

-- As after an import without triggers: a mark of verification without its badge.
delete from badges where badges.badge_type = 'verified';
select ensure_analytics_partitions('2026-01-01', '2026-01-31');
insert into analytics_events (
  id, occurred_at, event_type, visitor, product_id, stream_id, seller_id, country, value_minor, currency, properties
)
values (
  '01900000-0000-7000-8000-000000000091', '2026-01-05T10:00:00Z', 'payment_completed',
  '01900000-0000-8000-8000-000000000091', '01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000021',
  '01900000-0000-7000-8000-000000000001', 'AE', 9000, 'AED', '{"screen": "product"}'
);
insert into analytics_events (id, occurred_at, event_type)
values ('01900000-0000-7000-8000-000000000092', '2026-01-05T11:00:00Z', 'product_viewed');
select roll_up_analytics_day('2026-01-05', true);
insert into analytics_events (id, occurred_at, event_type)
values ('01900000-0000-7000-8000-000000000093', '2026-01-06T11:00:00Z', 'product_viewed');
insert into analytics_salts (day, salt) values ('2026-01-05', decode(repeat('5a', 32), 'hex'));
insert into notifications (
  id, user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key, read_at,
  created_at
)
values
  (
    '01900000-0000-7000-8000-000000000201', '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002',
    'offer_made', 'offer', '01900000-0000-7000-8000-000000000041', 'An offer', 'Somebody offers 200 dirhams.',
    '{"screen": "offers"}', '{push,email,sms}', 'offers.make:01900000-0000-7000-8000-000000000041', '2026-02-02T00:00:00Z',
    '2026-02-01T00:00:00Z'
  ),
  (
    '01900000-0000-7000-8000-000000000203', '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001',
    'offer_countered', 'offer', '01900000-0000-7000-8000-000000000042', 'An answer', 'Somebody asks for 220 dirhams.',
    '{"screen": "offers"}', '{push}', 'offers.counter:01900000-0000-7000-8000-000000000042', null, '2026-02-03T00:00:00Z'
  );
insert into notifications (id, user_id, notification_type, created_at)
values (
  '01900000-0000-7000-8000-000000000202', '01900000-0000-7000-8000-000000000001', 'announcement', '2026-02-03T00:00:00Z'
);
update notification_deliveries
set status = 'sent', attempt = 2, last_error_code = null, sent_at = '2026-02-01T00:01:00Z'
where notification_deliveries.notification_id = '01900000-0000-7000-8000-000000000201'
  and notification_deliveries.channel = 'email';
update notification_deliveries
set status = 'failed', attempt = 8, last_error_code = 'unregistered'
where notification_deliveries.notification_id = '01900000-0000-7000-8000-000000000201'
  and notification_deliveries.channel = 'sms';
update notification_deliveries
set id = '01900000-0000-7000-8000-000000000221', status = 'sending', attempt = 1
where notification_deliveries.notification_id = '01900000-0000-7000-8000-000000000201'
  and notification_deliveries.channel = 'push';

insert into wishlists (id, user_id, product_id, price_minor, currency, told_price_minor, told_at, created_at)
values (
  '01900000-0000-7000-8000-000000000211', '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000011',
  30000, 'AED', 25000, '2026-02-02T00:00:00Z', '2026-02-01T00:00:00Z'
);
insert into wishlists (id, user_id, product_id, price_minor, currency, created_at)
values (
  '01900000-0000-7000-8000-000000000212', '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000014',
  100, 'SAR', '2026-02-01T00:00:00Z'
);
insert into wishlist_alerts (product_id, came_back_at, queued_at, after_id)
values (
  '01900000-0000-7000-8000-000000000014', '2026-02-02T00:00:00Z', '2026-02-02T00:00:00Z',
  '01900000-0000-7000-8000-000000000001'
);
insert into wishlist_alerts (product_id, queued_at)
values ('01900000-0000-7000-8000-000000000011', '2026-02-03T00:00:00Z');

insert into saved_searches (id, user_id, slot, name, filters, told_ids, due_at, created_at, request_digest)
values
  (
    '01900000-0000-7000-8000-000000000231', '01900000-0000-7000-8000-000000000002', 1, 'Shoes', '{"text": "shoe"}',
    '{01900000-0000-7000-8000-000000000011}', '2026-02-02T00:00:00Z', '2026-02-01T00:00:00Z',
    '01900000-0000-8000-8000-000000000231'
  );
insert into saved_searches (id, user_id, slot, filters, due_at, created_at)
values (
  '01900000-0000-7000-8000-000000000232', '01900000-0000-7000-8000-000000000001', 1, '{}', '2026-02-03T00:00:00Z',
  '2026-02-01T00:00:00Z'
);

insert into webhook_events (provider, event_id, type, created, body_hash, body, status, waits_for, tries, error_code)
values
  ('stripe', 'evt_1', 'charge.failed', '2026-02-01T00:00:00Z', sha256('1'), '{"id": "evt_1"}', 'done', null, 1, null),
  ('stripe', 'evt_2', 'charge.failed', '2026-02-02T00:00:00Z', sha256('2'), '{"id": "evt_2"}', 'parked', 'pi_2', 2, 'not_found');

insert into idempotency_keys (scope, key, request_hash, answer, expires_at)
values
  ('offers.make', 'key_1', sha256('1'), '{"offerId": null}', '2026-02-01T00:00:00Z'),
  ('offers.make', 'key_2', sha256('2'), null, '2099-01-01T00:00:00Z');

insert into blocks (id, blocker_id, blocked_id)
values
  (
    '01900000-0000-7000-8000-000000000111', '01900000-0000-7000-8000-000000000003',
    '01900000-0000-7000-8000-000000000004'
  ),
  (
    '01900000-0000-7000-8000-000000000112', '01900000-0000-7000-8000-000000000001',
    '01900000-0000-7000-8000-000000000003'
  );

insert into erasures (user_id, changes)
values (
  '01900000-0000-7000-8000-0000000000e1',
  '[{"table": "users", "action": "anonymised", "columns": ["email"], "rows": 1}]'
);

insert into users (id, email, username, is_active, erased_at)
values (
  '01900000-0000-7000-8000-000000000005', 'erased-5@erased.invalid', 'erased-5', false, '2026-02-03T00:00:00Z'
);

update messages
set
  content = null,
  image_urls = '{}',
  erased_at = '2026-02-03T00:00:00Z'
where messages.id = '01900000-0000-7000-8000-000000000052';

-- One whose recipient nobody set: that takes the trigger off.
alter table messages disable trigger tr_messages_set_recipient;
update messages set recipient_id = null where messages.id = '01900000-0000-7000-8000-000000000052';
alter table messages enable trigger tr_messages_set_recipient;

-- A count that is wrong, for recountConversations.
update conversations set buyer_unread_count = 2 where conversations.id = '01900000-0000-7000-8000-000000000034';

insert into search_terms (term, listing_count)
values ('shoes', 2), ('bare', 2), ('near', 1);

insert into product_trends (product_id, category, neighborhood, is_listed, trend_rank)
values
  ('01900000-0000-7000-8000-000000000011', 'sneakers', 'Deira', true, 10300),
  ('01900000-0000-7000-8000-000000000012', 'other', null, true, 10310),
  ('01900000-0000-7000-8000-000000000019', 'books', 'Deira', false, null);
insert into product_activity (product_id, views)
values ('01900000-0000-7000-8000-000000000011', 1);

-- For readSearchShares.
analyze products;

insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)
values
  (2, '', 2, 1, 2, 1400000000, 900000000, 0, 6),
  (2, 'books', 2, 1, 1, 701700000, 460000000, 112589990684291072, -9223372036854775787);

insert into event_log (position, shard, aggregate_id, type, version, audience, payload, created_at)
values
  (
    1, 31, '01900000-0000-7000-8000-00000000003f', 'message.sent', 1, '{01900000-0000-7000-8000-000000000001}',
    '{"messageId": "01900000-0000-7000-8000-000000000051"}', '2026-02-01T00:00:00Z'
  ),
  (2, 31, '01900000-0000-7000-8000-00000000003f', 'offer.made', 2, '{}', '{}', '2026-02-01T00:00:01Z'),
  (3, 31, '01900000-0000-7000-8000-00000000003f', 'offer.made', 2, '{}', '{}', '2026-02-01T00:00:02Z');
update event_head set position = 3;
insert into outbox (aggregate_id, type, audience, payload)
values
  (
    '01900000-0000-7000-8000-00000000003f', 'message.sent', '{01900000-0000-7000-8000-000000000001}',
    '{"messageId": "01900000-0000-7000-8000-000000000052"}'
  ),
  ('01900000-0000-7000-8000-00000000003f', 'offer.made', '{}', '{}');
insert into event_consumers (name, shard, position, attempt, worker, leased_until)
values
  ('mail', 31, 1, 2, 'host:1', '2026-02-01T00:00:03Z'),
  ('mail', 30, 0, 0, null, '-infinity'),
  ('push', 31, 3, 1, 'host:2', '2026-02-01T00:00:03Z');
insert into event_failures (
  consumer, position, shard, aggregate_id, tries, next_at, failed_at, dead_at, error_code, error_message
)
values
  (
    'mail', 1, 31, '01900000-0000-7000-8000-00000000003f', 15, 'infinity', '2026-02-01T00:00:03Z',
    '2026-02-01T00:00:03Z', 'connection', 'the connection was lost'
  ),
  ('push', 2, 31, '01900000-0000-7000-8000-00000000003f', 1, '2026-02-01T00:00:05Z', '2026-02-01T00:00:03Z', null, 'Error', null),
  ('push', 3, 31, '01900000-0000-7000-8000-00000000003f', 0, 'infinity', null, null, null, null),
  -- Of an event that is gone, for deleteLostEventFailures.
  ('push', 4, 31, '01900000-0000-7000-8000-00000000003e', 1, '2026-02-01T00:00:05Z', '2026-02-01T00:00:03Z', null, 'Error', null);

-- A partition that was taken off and not dropped, for findOldEventPartition.
create table event_log_900 (like event_log);
insert into event_log_900 select * from event_log limit 1;
comment on table event_log_900 is 'Taken off event_log, to be dropped.';
