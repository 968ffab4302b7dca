/**
 * Databases for tests: each test file gets one of its own, with PostGIS and the package's schema in it.
 *
 * {@link createTestDatabase} gives one, and {@link findBrokenInvariants} looks for what must never be, after races and
 * faults. No setup is needed; `globalSetup:
 * '@souk/db/testing/global-setup'` in a vitest configuration makes all files share one server, which is quicker.
 *
 * @packageDocumentation
 */
export { createTestDatabase, type TestDatabaseOptions } from './create-test-database.js'
export { findBrokenInvariants, type BrokenInvariant } from './find-broken-invariants.js'
export type { Migrations, TestDatabase } from './test-database.js'
export type { ProviderName } from './server.js'
