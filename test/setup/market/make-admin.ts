import type { Account } from '../../../generated/models.js'
import type { Repositories } from '../../../src/repositories/repositories.js'
import { sampleUser } from './samples.js'

/** Creates an administrator. */
export async function makeAdmin(db: Pick<Repositories, 'users'>): Promise<Account> {
  const { id: userId } = await db.users.create(sampleUser())
  return db.users.setRole({ userId, role: 'admin', adminId: null })
}
