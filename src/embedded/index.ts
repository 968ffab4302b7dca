/**
 * PostgreSQL with PostGIS inside the process, without a server: PGlite, in a thread of its own.
 *
 * {@link createEmbeddedDatabase} gives the same `Database` as `createDatabase`. {@link startEmbeddedServer} gives a
 * server that any PostgreSQL client can use, through a stream or a port on loopback.
 *
 * It is for development, tests and generation, not for production. PGlite has one session, and all connections take
 * turns at it. The bridge keeps apart what belongs to a connection: transactions, prepared statements, settings,
 * roles, LISTEN, and the advisory locks that migrations use. What remains different from a server:
 *
 * - One statement runs at a time, and an open transaction keeps everybody else waiting. Nothing can deadlock or fail
 *   to serialise, so neither can be tested here. A statement outside of a transaction that is awaited inside of it
 *   fails with SQLSTATE 55P03 after `lockDeadlineMs`.
 * - Nothing that runs can be cancelled: a request to cancel only takes a statement out of the queue. One that goes on for
 *   `runawayGraceMs` (5 seconds) after its statement timeout has passed, or after its caller has cancelled it or closed
 *   the connection, would keep the session for ever, so the database is ended. In memory all of it is lost, and each
 *   later call fails at once with an error that says so; in a folder it starts again with everything that was committed.
 *   Other timeouts are accepted and do nothing.
 * - Temporary tables, statements of SQL's PREPARE and `currval` are seen by all connections, and are gone when the
 *   last one has closed. DEALLOCATE ALL and DISCARD ALL are for all connections. All have one backend's number.
 * - `COPY … FROM STDIN` must be a simple query of its own, and its data is collected before the server sees it.
 * - There is one database, one superuser, no password and no TLS, whatever a client asks for. Any name will do.
 * - The order of texts is that of their bytes (`C.UTF-8`). PostGIS has no raster, no topology and no vector tiles.
 * - A folder is safe against the end of the process at any time, but not against that of the machine: nothing is
 *   forced onto the disk.
 *
 * The first start on a machine makes an image of a new database and keeps it in `node_modules/.cache/souk-db`, or in
 * `SOUK_CACHE_DIR`; later starts take about a second. With `migrate` there is one more for each set of migrations, named
 * by a hash over their files and the versions of PGlite and PostGIS: a change of either makes a new one, and those used
 * least go. An image is checked by a hash each time, and made again if it is damaged. Processes may make the same one at
 * once: it appears whole or not at all. Where nothing can be kept, because the folder is read-only or the disk is full,
 * each process makes its own.
 *
 * @packageDocumentation
 */

export { createEmbeddedDatabase } from './create-embedded-database.js'
export type { EmbeddedDatabaseOptions } from './create-embedded-database.js'
export { startEmbeddedServer } from './embedded-server.js'
export type { EmbeddedAddress, EmbeddedServer, EmbeddedServerOptions } from './embedded-server.js'
export type { EmbeddedStep } from './engine.js'
export { cachedImage } from './image-cache.js'
export type { CachedImageOptions } from './image-cache.js'
