import { onTestFinished } from 'vitest'
import { urlOfDatabase, withAdmin } from '../../../src/testing/admin-connection.js'
import { newDatabaseName } from '../../../src/testing/database-name.js'
import { createTestDatabase } from '../../../src/testing/index.js'

/** The locales that every build of PostgreSQL with ICU has, as `create database` takes them. */
export const locales = {
  'a Turkish locale of ICU': "locale_provider icu icu_locale 'tr-TR' locale 'C'",
  'the C locale': "locale_provider libc locale 'C'",
} as const

export type LocaleName = keyof typeof locales

/** Creates an empty database in a locale for one test; null if the server, the embedded one, has a single database. */
export async function openInLocale(locale: LocaleName): Promise<string | null> {
  const beside = await createTestDatabase({ migrations: 'none' })
  onTestFinished(() => beside.drop())
  if (!beside.multiSession) return null
  const name = newDatabaseName()
  await withAdmin(beside.url, (client) =>
    client.query(`create database ${name} template template0 encoding 'UTF8' ${locales[locale]}`),
  )
  onTestFinished(() =>
    withAdmin(beside.url, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`)
    }),
  )
  return urlOfDatabase(beside.url, name)
}
