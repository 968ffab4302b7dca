import { titleOfLoad } from '../loads.js'
import type { Measurement } from '../measurement.js'
import { milliseconds, percent, rate, times } from './figures.js'
import { rank, titleOf } from './ranking.js'

const columns = ['', 'ops/s', '±', 'median ms', 'p99 ms', 'CPU µs', 'server µs', '× best peer'] as const

/** The figures for a terminal. */
export function summaryText(measurements: readonly Measurement[]): string {
  return rank(measurements)
    .map(({ title, rows, bestPeer, ...load }) => {
      const lines = rows.map((row) => [
        titleOf(row.competitor),
        rate(row.perSecond),
        percent(row.noise),
        milliseconds(row.medianMs),
        milliseconds(row.p99Ms),
        rate(row.cpuMs * 1000),
        rate(row.serverCpuMs * 1000),
        times(row.perSecond, bestPeer?.perSecond),
      ])
      return `\n${title}; ${titleOfLoad(load)}\n${table([columns, ...lines])}\n`
    })
    .join('')
}

function table(lines: readonly (readonly string[])[]): string {
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
        .join('  '),
    )
    .join('\n')
}
