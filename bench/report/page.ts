import { isBusy, type RunDescription } from '../describe-run.js'
import { rate } from './figures.js'
import { sections, summary } from './ranking-tables.js'
import type { Ranking } from './ranking.js'

/** Writes docs/bench.md. */
export function page(description: RunDescription, rankings: readonly Ranking[]): string {
  return [
    '<!-- Made by npm run bench; never edit. -->',
    '',
    '# Benchmark',
    '',
    `\`@souk/db\` beside what people would otherwise use: the same operations on the same server in one run, on ` +
      `${description.date}. \`npm run bench\` repeats it; \`npm run bench -- --help\` tells how to measure a part.`,
    '',
    ...(isBusy(description.load)
      ? [
          `**The machine had other work to do (load ${description.load.toFixed(1)} when it began): read the figures with care.**`,
          '',
        ]
      : []),
    '![Operations a second](bench.svg)',
    '',
    '## In short',
    '',
    'Operations a second. The best peer is the fastest of all that is neither the package, in either way, nor pgbench.',
    '',
    ...summary(rankings),
    '',
    ...sections(rankings),
    ...method(description),
    '',
  ].join('\n')
}

function method(run: RunDescription): string[] {
  return [
    '## How it is measured',
    '',
    `- **Machine**: ${run.machine}; ${run.pinned ?? 'server and clients share the CPUs'}. With a CPU of its own for each side, as on two machines, what a client saves does not make the server faster.`,
    `- **Server**: ${run.server} on loopback; ${run.settings.join(', ')}. Nothing waits for a disk: figures of writes are those of CPU time, not of durability.`,
    `- **Data**: ${rate(run.products)} products around eight cities of the Gulf (${run.productsMegabytes} MB with indexes, all in memory), 5,000 users, 10,000 conversations; vacuumed and analyzed.`,
    `- **Versions**: ${run.versions.join(', ')}.`,
    '- **Same work**: before anything is measured every peer is asked the same and all that comes back, and all that is then in the tables, must be deeply equal, or the run ends. A product has its 23 columns, its public location is a GeoJSON point, times are `Date` and prices numbers.',
    '- **Same SQL**: all walk the same indexes, in a builder in its documented raw form where it cannot say it. So it is the clients that are compared. There are two exceptions: the package alone reads a 21st row and the exact sort key, for its `nextCursor`, and with each row of a list the profile of its seller; and what is near it finds by its own index of places on a plane, the peers by `<->` of geography. Cards, search and the map, where the SQL differs, are [a page of their own](bench-search.md).',
    '- **The small write** is by the SQL that each documentation leads to, a transaction of three statements in the peers. The package does what its own documentation advises for what belongs together, one statement, which is a transaction by itself; *statement by statement* is the package in the way of the peers. Below it stands the same write by one statement for all.',
    '- **The transaction of four** is given as each documentation says: together, and COMMIT with the last, by the package; as an array by postgres.js and together by Bun, which send them behind BEGIN; one after another by the others.',
    `- **Each as its documentation advises**: a pool of ${run.connections} connections each, kept open while the others have their turn; prepared statements where they are documented; one statement for the bulk insert. Locations are parsed from EWKB by wkx in a custom type where a peer has those (pg, postgres.js, Kysely, Drizzle, pgtyped), by its own GeoJSON in TypeORM, and by \`ST_AsGeoJSON\` in Prisma, which reads products by id through a view so that its client can combine those of one tick. bigint is a number by a type parser or transformer. Prepared Drizzle is left out where it has no placeholders.`,
    `- **Rounds**: each peer has a process of its own that lives as long as the run, so nobody works in another's heap, and all stay warm. After a round that only warms up, ${run.rounds} rounds take turns, each time ${run.warmupMs} ms that do not count and ${run.durationMs} ms that do (of the bulk insert at most 3, four times as long, without the former); the order turns from round to round. Rows that were written are taken away, and the tables vacuumed, in between.`,
    '- **Figures**: operations a second are the median of the rounds, and ± is half the distance of their quartiles; median and 99th percentile of the latency are of all operations of all rounds; CPU is that of the client, all its threads, and of the server, all its processes, for an operation. A caller asks again as soon as it has its answer.',
    `- **The limit**: \`pgbench -M prepared\` with the same statements, 1 connection for 1 caller and ${run.connections} for more; the 50 products of a tick, and the transaction of four, as a pipeline. It decodes nothing.`,
    '- **Beyond the limit**: pgbench sends each product by id as a statement of its own. What the callers of a process ask for in one tick the package makes one statement, so that with many of them in step it does more than pgbench can. Callers out of step, each of whom pauses for a random time, show it without most of that.',
    ...run.leftOut.map(({ title, reason }) => `- **Not measured**: ${title}: ${reason}`),
  ]
}
