/** A module of a service that uses every entry point, and pg's objects, by their types. */
export const consumerCode = `
import { createDatabase, InvalidInputError, type Database, type MigrationReport, type PgClient, type PgPool } from '@souk/db'
import { toFeatureCollection } from '@souk/db/geo'
import { startEmbeddedServer, type EmbeddedServer } from '@souk/db/embedded'
import { createTestDatabase, type TestDatabase } from '@souk/db/testing'

export async function use(pool: PgPool, client: PgClient): Promise<MigrationReport> {
  const server: EmbeddedServer = await startEmbeddedServer()
  const db: Database = createDatabase({ stream: () => server.connect() })
  const shared: Database = createDatabase({ pool })
  const test: TestDatabase = await createTestDatabase()
  const first: string | undefined = (await db.migrate()).applied[0]?.file
  // @ts-expect-error a report is not a number
  const wrong: number = await db.migrate()
  // @ts-expect-error a misspelt option
  createDatabase({ ulr: '' })
  const page = await shared.products.nearby({ near: [55.27, 25.2], radiusMetres: 5_000 })
  console.log(first, wrong, client, test.url, toFeatureCollection(page.items).bbox, InvalidInputError)
  return db.migrate()
}
`

/** A way in which TypeScript finds packages, and the files of the service that it reads. */
export interface Resolution {
  readonly name: string
  readonly module: string
  readonly files: readonly string[]
}

/** Every moduleResolution in use. */
export const resolutions: readonly Resolution[] = [
  { name: 'node16', module: 'node16', files: ['consumer.mts', 'consumer.cts'] },
  { name: 'nodenext', module: 'nodenext', files: ['consumer.mts', 'consumer.cts'] },
  { name: 'bundler', module: 'esnext', files: ['consumer.ts'] },
  { name: 'node10', module: 'commonjs', files: ['consumer.ts'] },
]

/** The compiler's options for a service: strict, and with the declarations of all packages checked. */
export function compilerOptions({ name, module }: Resolution): readonly string[] {
  return [
    '--noEmit',
    '--strict',
    ...['--skipLibCheck', 'false'],
    ...['--target', 'es2022', '--lib', 'es2022,esnext.disposable', '--types', 'node'],
    ...['--module', module, '--moduleResolution', name],
  ]
}
