import * as queries from '../../generated/users.queries.js'
import { administrator as adminId, marketSeed } from '../setup/plans/market-seed.js'
import { lookup } from '../setup/plans/plan-case.js'
import { seededId, seededIds } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const id = seededId('users', 77)
const ids = seededIds('users', 100)

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
  lookup({ query: queries.deleteUser, parameters: { id }, index: 'users_pkey' }),
])
