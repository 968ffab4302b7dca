import { isBusy, type RunDescription } from '../describe-run.js'
import { rate } from './figures.js'
import { sections, summary } from './ranking-tables.js'
import type { Ranking } from './ranking.js'

/** Writes docs/bench-search.md. */
export function searchPage(run: RunDescription, rankings: readonly Ranking[]): string {
  return [
    '<!-- Made by npm run bench; never edit. -->',
    '',
    '# Cards, search and the map',
    '',
    'What an app shows, by the package and by what people would otherwise write: `npm run bench -- --only ' +
      `${[...new Set(rankings.map(({ operation }) => operation))].join(',')} --write\`. Machine, rounds and figures are explained in [the benchmark](bench.md#how-it-is-measured).`,
    '',
    ...(isBusy(run.load)
      ? [
          `**The machine had other work to do (load ${run.load.toFixed(1)} when it began): read the figures with care.**`,
          '',
        ]
      : []),
    '## In short',
    '',
    'Operations a second. The best peer is the fastest of all that are not the package.',
    '',
    ...summary(rankings),
    '',
    '## What is compared',
    '',
    'The answers of all are checked to be the same before anything is measured. The SQL is not the same: each does what its documentation advises.',
    '',
    '- **Cards**: 14 columns of a product with its first picture, and the profile of its seller. Peers join the view `profiles`, which makes the profile of `users` and `user_stats`; the client of Prisma loads it as a relation, by a second statement, and reads all pictures.',
    '- **The nearest**: peers order by `<->` of geography, on its GiST index, the package by its own index of places on a plane. These differ in the order of products that are nearly equally far, so it is the rows that are compared, without those that are nearly as far as the last one.',
    "- **Search**: the newest 20 with some words, a third of them in a category and a third up to a price. Peers write `search @@ websearch_to_tsquery(…)` on the package's column and its GIN index, with the package's functions for the spelling of Arabic. They do without what the package adds: synonyms, errors of typing, a rank, and a cursor. Frequent words are in a fifth, a seventh or a 35th of the listings, rare ones in some 45.",
    '- **Pins**: the products of a box of two by two kilometres, at most 50, nearest to its middle first. Peers write `location && st_makeenvelope(…)` on a GiST index of geometry. The order is not compared: the package has that of distances on the map, the peers that of degrees.',
    "- **Clusters**: products counted in the cells of the web's map. Peers group by `st_snaptogrid` of the products in the view. The cells of a city the package has counted beforehand: it is compared right after maintenance, and its counts are as old as that, those of the peers as of now. Nobody stops a peer from keeping such a table. Cells of streets the package counts when it is asked, as the peers do. Cells and counts are compared; the middles are not, which are means on the map or of degrees.",
    `- ${run.server}; ${rate(run.products)} products (${run.productsMegabytes} MB with indexes); ${run.connections} connections each; medians of ${run.rounds} rounds of ${run.durationMs} ms; ${run.versions.join(', ')}.`,
    '- TypeORM, pgtyped and prepared Drizzle are left out: their SQL would be that of pg.',
    ...run.leftOut
      .filter(({ title }) => title !== 'pgbench')
      .map(({ title, reason }) => `- **Not measured**: ${title}: ${reason}`),
    '',
    ...sections(rankings),
  ].join('\n')
}
