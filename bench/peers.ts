/** A peer's name on the command line, and how tables call it. */
export const peers = {
  souk: { title: '@souk/db', packages: ['@souk/db', 'pg'] },
  'souk-steps': { title: '@souk/db, statement by statement', packages: [] },
  'souk-baseline': { title: '@souk/db, the other build', packages: [] },
  pg: { title: 'pg', packages: ['pg'] },
  'pg-prepared': { title: 'pg, prepared', packages: ['pg'] },
  postgres: { title: 'postgres.js', packages: ['postgres'] },
  kysely: { title: 'Kysely', packages: ['kysely'] },
  drizzle: { title: 'Drizzle', packages: ['drizzle-orm'] },
  'drizzle-prepared': { title: 'Drizzle, prepared', packages: ['drizzle-orm'] },
  prisma: { title: 'Prisma', packages: ['@prisma/client'] },
  typeorm: { title: 'TypeORM', packages: ['typeorm'] },
  pgtyped: { title: 'pgtyped', packages: ['@pgtyped/runtime'] },
} as const satisfies Readonly<
  Record<string, { readonly title: string; readonly packages: readonly string[] }>
>

export type PeerName = keyof typeof peers

export const peerNames = Object.keys(peers) as PeerName[]
