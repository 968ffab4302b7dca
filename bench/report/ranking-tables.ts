import { titleOfLoad } from '../loads.js'
import type { Measurement } from '../measurement.js'
import { milliseconds, percent, rate, times } from './figures.js'
import { titleOf, type Ranking } from './ranking.js'

/** The package, the best peer and, where it was measured, pgbench: an operation and a load a line. */
export function summary(rankings: readonly Ranking[]): string[] {
  const hasLimit = rankings.some(({ limit }) => limit !== undefined)
  return table(
    ['Operation', 'Load', '@souk/db', 'Best peer', '', 'Ratio', ...(hasLimit ? ['pgbench', 'Ratio'] : [])],
    hasLimit ? 'llrlrrrr' : 'llrlrr',
    rankings.map(({ title, souk, bestPeer, limit, ...load }) => [
      title,
      titleOfLoad(load),
      figure(souk),
      bestPeer === undefined ? '–' : titleOf(bestPeer.competitor),
      figure(bestPeer),
      times(souk?.perSecond, bestPeer?.perSecond),
      ...(hasLimit ? [figure(limit), times(souk?.perSecond, limit?.perSecond)] : []),
    ]),
  )
}

/** The tables of all operations, each with a heading. */
export function sections(rankings: readonly Ranking[]): string[] {
  const operations = [...new Set(rankings.map(({ operation }) => operation))]
  return operations.flatMap((operation) => section(rankings.filter((one) => one.operation === operation)))
}

function section(rankings: readonly Ranking[]): string[] {
  const [first] = rankings
  if (first === undefined) return []
  return [
    `## ${first.title}`,
    '',
    ...rankings.flatMap(({ unit, rows, bestPeer, ...load }) => [
      `${titleOfLoad(load)}, ${unit} a second:`,
      '',
      ...table(
        ['', 'per second', '±', 'median ms', 'p99 ms', 'client CPU µs', 'server CPU µs', '× best peer'],
        'lrrrrrrr',
        rows.map((row) => [
          row.competitor === 'souk' ? `**${titleOf(row.competitor)}**` : titleOf(row.competitor),
          rate(row.perSecond),
          percent(row.noise),
          milliseconds(row.medianMs),
          milliseconds(row.p99Ms),
          rate(row.cpuMs * 1000),
          rate(row.serverCpuMs * 1000),
          times(row.perSecond, bestPeer?.perSecond),
        ]),
      ),
      '',
    ]),
  ]
}

function figure(measurement: Measurement | undefined): string {
  return measurement === undefined ? '–' : rate(measurement.perSecond)
}

function table(head: readonly string[], alignment: string, rows: readonly (readonly string[])[]): string[] {
  const rule = [...alignment].map((side) => (side === 'r' ? '--:' : '---'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}
