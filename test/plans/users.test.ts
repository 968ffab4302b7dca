// Thorough: fills tables with as many rows as a city has.

import * as queries from '../../generated/users.queries.js'
import { administrator as adminId, marketSeed } from '../setup/plans/market-seed.js'
import type { Point } from '../../src/geo/geojson.js'
import { bounded, lookup, profileIndexes } from '../setup/plans/plan-case.js'
import { seededId, seededIds } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const id = seededId('users', 77)
const ids = seededIds('users', 100)
const origin: Point = { type: 'Point', coordinates: [55.27, 25.2] }
const around = { origin, limit: 21, budget: 2_000 }
const onPlane = { ...around, plane: 'all', radiusMetres: 50_000 } as const
const onSphere = { ...around, plane: 'sphere', radiusMetres: 20_000_000 } as const
const nearby: readonly (readonly [string, queries.ListProfilesNearbyParams])[] = [
  ['within metres', { ...onPlane, radiusMetres: 10 }],
  ['in the city', { ...onPlane, radiusMetres: 5_000 }],
  ['in the country', onPlane],
  ['next page', { ...onPlane, afterDistance: 3.5e-5, afterId: id }],
  ['for a viewer', { ...onPlane, budget: 500, viewerId: id }],
  ['within half the Earth', onSphere],
  ['within half the Earth, for a viewer', { ...onSphere, budget: 500, viewerId: id }],
]

await testPlans(marketSeed('users', 'user_stats'), [
  lookup({ query: queries.findAccount, parameters: { id }, index: 'users_pkey' }),
  lookup({
    query: queries.findAccountByEmail,
    parameters: { email: 'person1@example.com' },
    index: 'users_email_key',
  }),
  lookup({
    query: queries.findProfile,
    note: 'id',
    parameters: { id },
    index: 'users_pkey',
  }),
  lookup({
    query: queries.findProfile,
    note: 'username',
    parameters: { username: 'person1' },
    index: 'users_username_key',
  }),
  lookup({
    query: queries.findCredentials,
    note: 'e-mail',
    parameters: { email: 'person1@example.com' },
    index: 'users_email_key',
  }),
  lookup({
    query: queries.findCredentials,
    note: 'username',
    parameters: { username: 'person1' },
    index: 'users_username_key',
  }),
  lookup({
    query: queries.findCredentials,
    note: 'phone',
    parameters: { phone: '+971500000001' },
    index: 'users_phone_key',
  }),
  lookup({
    query: queries.listProfilesByIds,
    parameters: { ids },
    index: 'user_stats_pkey',
    buffers: 160,
  }),
  ...nearby.map(([note, parameters]) =>
    bounded({
      query: queries.listProfilesNearby,
      note,
      parameters,
      indexes: [
        parameters.plane === 'all' ? 'ix_users_place' : 'ix_users_public_location',
        ...profileIndexes,
      ],
      rows: 2_000,
      passedOver: 2_000,
      buffers: 350,
    }),
  ),
  lookup({ query: queries.listAccountsByIds, parameters: { ids }, index: 'users_pkey' }),
  lookup({
    query: queries.updateAccount,
    parameters: { id, patch: { bio: 'Another text' } },
    index: 'users_pkey',
  }),
  lookup({
    query: queries.updateAccount,
    note: 'with keys',
    parameters: { id, patch: { phone: null }, keyPatch: { phone: null } },
    index: 'users_pkey',
  }),
  lookup({ query: queries.setPasswordHash, parameters: { id, passwordHash: 'x' }, index: 'users_pkey' }),
  lookup({
    query: queries.setStripeIds,
    parameters: { id, stripeCustomerId: 'cus_1', stripeConnectAccountId: null },
    index: 'users_pkey',
  }),
  lookup({ query: queries.chooseRole, parameters: { id, role: 'seller' }, index: 'users_pkey' }),
  lookup({ query: queries.setRole, parameters: { id, role: 'admin', adminId }, index: 'users_pkey' }),
  lookup({ query: queries.closeAccount, parameters: { id }, index: 'users_pkey' }),
  lookup({
    query: queries.setAccountActive,
    parameters: { id, isActive: false, adminId },
    index: 'users_pkey',
  }),
  lookup({ query: queries.isOpenAdmin, parameters: { adminId }, index: 'users_pkey' }),
  lookup({ query: queries.recordLogin, parameters: { id }, index: 'users_pkey' }),
])
