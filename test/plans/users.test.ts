import * as queries from '../../generated/users.queries.js'
import { marketSeed } from '../setup/plans/market-seed.js'
import { lookup } from '../setup/plans/plan-case.js'
import { seededId, seededIds } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const id = seededId('users', 77)
const ids = seededIds('users', 100)

await testPlans(marketSeed('users'), [
  lookup({ query: queries.findUser, parameters: { id }, index: 'users_pkey' }),
  lookup({
    query: queries.findUserByEmail,
    parameters: { email: 'person1@example.com' },
    index: 'users_email_key',
  }),
  lookup({
    query: queries.findUserByUsername,
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
  lookup({ query: queries.listUsersByIds, parameters: { ids }, index: 'users_pkey' }),
  lookup({
    query: queries.updateUser,
    parameters: { id, patch: { bio: 'Another text' } },
    index: 'users_pkey',
  }),
  lookup({
    query: queries.updateUser,
    note: 'with keys',
    parameters: { id, patch: { phone: null }, keyPatch: { phone: null } },
    index: 'users_pkey',
  }),
  lookup({ query: queries.setUserActive, parameters: { id, isActive: false }, index: 'users_pkey' }),
  lookup({ query: queries.recordLogin, parameters: { id }, index: 'users_pkey' }),
  lookup({ query: queries.deleteUser, parameters: { id }, index: 'users_pkey' }),
])
