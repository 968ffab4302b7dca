// Thorough: fills tables with as many rows as a city has.

import { createHash } from 'node:crypto'
import * as queries from '../../generated/sessions.queries.js'
import * as tokens from '../../generated/tokens.queries.js'
import * as users from '../../generated/users.queries.js'
import { busiestUser, marketSeed } from '../setup/plans/market-seed.js'
import { bounded, lookup, short } from '../setup/plans/plan-case.js'
import { seededId } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

const userId = seededId('users', 43)
const id = seededId('sessions', 42)
const familyHash = sha256('family 42')
const nonce = sha256('nonce')
const start = { familyHash: sha256('new'), tokenHash: sha256('new'), idleSeconds: 60, lifetimeSeconds: 60 }
const refresh = { familyHash, nextTokenHash: sha256('next'), nonce, graceSeconds: 30 }

await testPlans(marketSeed('users', 'sessions', 'tokens'), [
  lookup({
    query: queries.startSession,
    parameters: { userId, maxSessions: 100, ...start },
    index: 'ix_sessions_user_revoked',
    buffers: 150,
  }),
  lookup({
    query: queries.startSession,
    note: 'a user with a hundred, of which some end',
    parameters: { userId: busiestUser, maxSessions: 40, ...start },
    index: 'ix_sessions_user_revoked',
    buffers: 1_000,
  }),
  lookup({
    query: queries.refreshSession,
    note: 'the current token',
    parameters: { ...refresh, tokenHash: sha256('token 42') },
    index: 'sessions_family_hash_key',
    buffers: 100,
  }),
  lookup({
    query: queries.refreshSession,
    note: 'another token',
    parameters: { ...refresh, tokenHash: sha256('another') },
    index: 'sessions_family_hash_key',
    buffers: 100,
  }),
  lookup({ query: queries.findSession, parameters: { id, userId }, index: 'sessions_pkey' }),
  lookup({
    query: queries.findSessionOfToken,
    parameters: { familyHash },
    index: 'sessions_family_hash_key',
  }),
  lookup({ query: queries.endSession, parameters: { familyHash }, index: 'sessions_family_hash_key' }),
  lookup({ query: queries.revokeSession, parameters: { id, userId }, index: 'sessions_pkey' }),
  lookup({
    query: queries.revokeSessions,
    parameters: { userId, exceptSessionId: null },
    index: 'ix_sessions_user_revoked',
    buffers: 120,
  }),
  short({
    query: queries.listSessions,
    parameters: { userId, limit: 1_000 },
    rows: 10,
    passedOver: 10,
    buffers: 20,
  }),
  short({
    query: queries.listSessions,
    note: 'a user with a hundred',
    parameters: { userId: busiestUser, limit: 1_000 },
    rows: 200,
    passedOver: 100,
    buffers: 250,
  }),
  bounded({
    query: queries.deleteOldSessions,
    parameters: { olderThanSeconds: 3_600, limit: 100 },
    indexes: ['ix_sessions_ended'],
    rows: 100,
    buffers: 1_500,
  }),
  lookup({
    query: tokens.issueToken,
    parameters: {
      userId,
      purpose: 'password_reset',
      form: 'link',
      secretHash: sha256('new'),
      expiresInSeconds: 60,
      maxPerHour: 5,
    },
    index: 'users_pkey',
  }),
  lookup({
    query: tokens.consumeToken,
    parameters: { purpose: 'password_reset', secretHash: sha256('secret 10') },
    index: 'tokens_secret_hash_key',
  }),
  lookup({
    query: tokens.consumeCode,
    parameters: { subject: '+971550040001', purpose: 'login', secretHash: sha256('secret 40001') },
    index: 'tokens_subject_purpose_form_key',
  }),
  bounded({
    query: tokens.deleteOldTokens,
    parameters: { olderThanSeconds: 3_600, limit: 100 },
    indexes: ['ix_tokens_expires'],
    rows: 100,
    buffers: 1_500,
  }),
  lookup({
    query: users.setPasswordHash,
    parameters: { id: userId, passwordHash: 'x', exceptSessionId: null },
    index: 'users_pkey',
    buffers: 200,
  }),
  lookup({
    query: users.rehashPassword,
    parameters: { id: userId, passwordHash: 'x', oldPasswordHash: 'y' },
    index: 'users_pkey',
  }),
  lookup({
    query: users.resetPassword,
    parameters: { passwordHash: 'x', secretHash: sha256('secret 43') },
    index: 'tokens_secret_hash_key',
    buffers: 200,
  }),
])
