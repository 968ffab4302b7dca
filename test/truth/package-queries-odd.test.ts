/** The other half of the truth run of package-queries. */
// Thorough: some 9,000 statements.

import { it } from 'vitest'
import { checkPart } from '../setup/truth/check-part.js'
import { seededDatabase } from '../setup/truth/seeded-database.js'

it('the other queries of the package give what their types say', { timeout: 300_000 }, async () => {
  const database = await seededDatabase()
  try {
    await checkPart(database.url, 'odd')
  } finally {
    await database.drop()
  }
})
