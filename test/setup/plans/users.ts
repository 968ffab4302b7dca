import * as queries from '../../../generated/users.queries.js'
import { lookup, type PlanSubject } from './plan-case.js'
import { seededId, seededIdSql } from './seeded-id.js'

const id = seededId('users', 77)
const ids = Array.from({ length: 20 }, (_, n) => seededId('users', 100 + n))

export const users: PlanSubject = {
  table: 'users',
  seed: (size) => `
    insert into users (id, email, username, phone)
    select
      ${seededIdSql('users', 'n')},
      'person' || n || '@example.com',
      'person' || n,
      '+97150' || lpad(n::text, 7, '0')
    from generate_series(1, ${size.users}) as n`,
  cases: [
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
    lookup({ query: queries.setUserActive, parameters: { id, isActive: false }, index: 'users_pkey' }),
    lookup({ query: queries.recordLogin, parameters: { id }, index: 'users_pkey' }),
    lookup({ query: queries.deleteUser, parameters: { id }, index: 'users_pkey' }),
  ],
}
