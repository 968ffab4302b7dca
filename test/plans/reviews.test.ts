// Thorough: fills tables with as many rows as a city has.

import * as badges from '../../generated/badges.queries.js'
import * as reviews from '../../generated/reviews.queries.js'
import { newId } from '../../src/repositories/new-id.js'
import { bounded, lookup, page, pages, profileIndexes } from '../setup/plans/plan-case.js'
import { reviewsSeed } from '../setup/plans/reviews-seed.js'
import { seededId, seededIds } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const limit = 21
const userId = seededId('users', 1)
const reviewer = seededId('users', 2)
const adminId = seededId('users', 7)
const id = seededId('reviews', 41)
const paymentId = seededId('transactions', 41)
const ids = seededIds('reviews', 100)
const userIds = seededIds('users', 100)
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: newId() }
await testPlans(reviewsSeed, [
  lookup({ query: reviews.findReview, parameters: { id }, index: 'reviews_pkey' }),
  lookup({ query: reviews.listReviewsByIds, parameters: { ids }, index: 'reviews_pkey', buffers: 120 }),
  lookup({ query: reviews.findReviewForModeration, parameters: { id, adminId }, index: 'reviews_pkey' }),
  lookup({ query: reviews.judgeReviewParty, parameters: { id, userId }, index: 'reviews_pkey' }),
  lookup({
    query: reviews.judgeReviewer,
    parameters: { paymentId, reviewerId: userId },
    index: 'transactions_pkey',
  }),
  lookup({
    query: reviews.writeReview,
    parameters: { id: newId(), paymentId, reviewerId: userId, rating: 5 },
    index: 'transactions_pkey',
    buffers: 200,
  }),
  lookup({
    query: reviews.reviseReview,
    parameters: { id, userId: reviewer, rating: 1, content: null },
    index: 'reviews_pkey',
  }),
  lookup({
    query: reviews.replyToReview,
    parameters: { id, userId, reply: 'x' },
    index: 'reviews_pkey',
    buffers: 200,
  }),
  lookup({ query: reviews.hideReview, parameters: { id, adminId }, index: 'reviews_pkey', buffers: 200 }),
  lookup({ query: reviews.unhideReview, parameters: { id, adminId }, index: 'reviews_pkey', buffers: 200 }),
  lookup({
    query: reviews.listReviewsByPayment,
    parameters: { paymentId, userId },
    index: 'reviews_payment_id_reviewer_id_key',
  }),
  lookup({ query: reviews.findRatings, parameters: { userId }, index: 'user_stats_pkey' }),
  ...pages({
    query: reviews.listNewestReviews,
    parameters: { userId, limit },
    after,
    index: 'ix_reviews_reviewee_created',
    lookup: profileIndexes,
  }),
  ...pages({
    query: reviews.listNewestReviews,
    note: 'of a rare rating',
    parameters: { userId, rating: 1, limit },
    after,
    index: 'ix_reviews_reviewee_rating',
    lookup: profileIndexes,
  }),
  ...pages({
    query: reviews.listReviewsByRating,
    parameters: { userId, limit },
    after: { afterRating: 4, ...after },
    index: 'ix_reviews_reviewee_rating',
    lookup: profileIndexes,
  }),
  page({
    query: reviews.listReviewsByReviewer,
    parameters: { userId: reviewer, limit },
    index: 'ix_reviews_reviewer_created',
  }),
  lookup({
    query: badges.listBadgesByUsers,
    parameters: { userIds },
    index: 'badges_user_id_badge_type_key',
    buffers: 150,
  }),
  lookup({
    query: badges.findBadge,
    parameters: { userId: seededId('users', 3), badgeType: 'founding_member' },
    index: 'badges_user_id_badge_type_key',
  }),
  bounded({
    query: badges.awardFirstSale,
    parameters: { userIds },
    indexes: ['ix_transactions_seller_completed_at'],
    rows: 20,
    passedOver: 20,
    buffers: 800,
  }),
  bounded({
    query: badges.awardTopSeller,
    parameters: { userIds: [userId, ...userIds], sales: 100 },
    indexes: ['ix_transactions_seller_completed_at'],
    rows: 300,
    passedOver: 21,
    buffers: 800,
  }),
  bounded({
    query: badges.awardFiveStars,
    parameters: { userIds, reviews: 10 },
    indexes: ['user_stats_pkey'],
    rows: 20,
    passedOver: 20,
    buffers: 400,
  }),
])
