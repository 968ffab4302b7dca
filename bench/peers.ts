interface PeerEntry {
  /** Its name in tables. */
  readonly title: string
  /** The packages whose versions the report states. */
  readonly packages: readonly string[]
  /** True measures it over slow networks too: one of each way to talk to the server is enough. */
  readonly isMeasuredFar?: boolean
  /** True runs it on Bun in place of Node. */
  readonly runsOnBun?: boolean
}

/** The peers by their names on the command line. */
export const peers = {
  souk: { title: '@souk/db', packages: ['@souk/db', 'pg'], isMeasuredFar: true },
  'souk-steps': { title: '@souk/db, statement by statement', packages: [] },
  'souk-baseline': { title: '@souk/db, the other build', packages: [] },
  'souk-bun': { title: '@souk/db on Bun', packages: ['bun'], runsOnBun: true },
  bun: { title: "Bun's SQL client", packages: ['bun'], runsOnBun: true },
  pg: { title: 'pg', packages: ['pg'] },
  'pg-prepared': { title: 'pg, prepared', packages: ['pg'], isMeasuredFar: true },
  'pg-pipeline': { title: 'pg, prepared, pipeline: true', packages: ['pg'], isMeasuredFar: true },
  'pg-native': { title: 'pg-native, prepared', packages: ['pg-native'] },
  postgres: { title: 'postgres.js', packages: ['postgres'], isMeasuredFar: true },
  kysely: { title: 'Kysely', packages: ['kysely'] },
  drizzle: { title: 'Drizzle', packages: ['drizzle-orm'] },
  'drizzle-prepared': { title: 'Drizzle, prepared', packages: ['drizzle-orm'] },
  prisma: { title: 'Prisma', packages: ['@prisma/client'] },
  typeorm: { title: 'TypeORM', packages: ['typeorm'] },
  pgtyped: { title: 'pgtyped', packages: ['@pgtyped/runtime'] },
} as const satisfies Readonly<Record<string, PeerEntry>>

export type PeerName = keyof typeof peers

export const peerNames = Object.keys(peers) as PeerName[]

/** Reports whether a peer is measured over slow networks too. */
export function isMeasuredFar(name: PeerName): boolean {
  const entry: PeerEntry = peers[name]
  return entry.isMeasuredFar === true
}

/** Reports whether a peer's process is Bun's. */
export function runsOnBun(name: PeerName): boolean {
  const entry: PeerEntry = peers[name]
  return entry.runsOnBun === true
}
