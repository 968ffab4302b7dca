/**
 * Databases for tests: each test file gets one of its own, with PostGIS, the package's schema and the service's own
 * migrations.
 *
 * {@link createTestDatabase} creates one. {@link beginRollback} undoes what one test did, {@link factories} and
 * {@link seedMarketplace} make rows, {@link letTimePass} moves them in time, and {@link databaseFixtures} hands all of it to
 * the tests of vitest. {@link findBrokenInvariants} finds rows that must never exist, after races and
 * faults. {@link checkQueryTypes} runs generated queries on a database and compares the rows with their types.
 *
 * No setup is needed. `globalSetup: ['@souk/db/testing/global-setup']` in a vitest configuration makes all files share one
 * server, which is quicker.
 *
 * @packageDocumentation
 */
export { createTestDatabase, type TestDatabaseOptions } from './create-test-database.js'
export { checkQueryTypes, type CheckQueryTypesOptions, type QueryTypesReport } from './check-query-types.js'
export { findBrokenInvariants, type BrokenInvariant } from './find-broken-invariants.js'
export type { ManifestColumn, ManifestQuery, QueryManifest } from './truth/query-manifest.js'
export type { TypeLie } from './truth/query-check.js'
export type { Builders, Given } from './market/builders.js'
export {
  factories,
  type Creators,
  type Factories,
  type FactoryOptions,
  type ManyCreators,
} from './market/factories.js'
export {
  seedMarketplace,
  type SeededMarketplace,
  type SeedMarketplaceOptions,
} from './market/seed-marketplace.js'
export { letTimePass, type TimeSpan } from './let-time-pass.js'
export { databaseFixtures } from './database-fixtures.js'
export type { DatabaseFixtureOptions, DatabaseFixtures, FixtureDefinitions } from './database-fixtures.js'
export { beginRollback, type Rollback } from './rollback/begin-rollback.js'
export type { Snapshot } from './snapshot.js'
export type { Migrations, TestDatabase, TestDatabaseConnection } from './test-database.js'
export type { ProviderName } from './server.js'
