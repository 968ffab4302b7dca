import type { RunDescription } from '../describe-run.js'
import { titleOfLoad } from '../loads.js'
import type { Measurement } from '../measurement.js'
import { rate } from './figures.js'
import { titleOf, type Ranking } from './ranking.js'

const margin = 24
const panelWidth = 456
const labelWidth = 132
const valueWidth = 64
const barHeight = 14
const rowHeight = 20
const headHeight = 64
const captionHeight = 30
const gap = 26

/** Draws bars of operations a second: an operation a row, a number of callers in step a column. */
export function chart(description: RunDescription, all: readonly Ranking[]): string {
  const rankings = all.filter(({ pauseMs, delayMs }) => pauseMs === 0 && delayMs === 0)
  const columns = [...new Set(rankings.map(({ callers }) => callers))]
  const rows = [...new Set(rankings.map(({ operation }) => operation))]
  const width = margin * 2 + columns.length * panelWidth + (columns.length - 1) * gap
  const parts: string[] = []
  let top = headHeight + margin
  for (const operation of rows) {
    const panels = rankings.filter((ranking) => ranking.operation === operation)
    const heading = panels[0]?.title ?? operation
    parts.push(text(margin, top, heading, 'title'))
    for (const ranking of panels) {
      const left = margin + columns.indexOf(ranking.callers) * (panelWidth + gap)
      parts.push(panel(ranking, left, top + 18))
    }
    const bars = Math.max(...panels.map((panelRanking) => panelRanking.rows.length))
    top += captionHeight + bars * rowHeight + gap
  }
  const height = top
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Operations a second of @souk/db and its peers">
${style}
<rect class="paper" width="${width}" height="${height}"/>
${text(margin, margin + 8, 'Operations a second, more is better', 'heading')}
${text(margin, margin + 28, `${description.server}; ${description.machine}; ${description.date}; the median of ${description.rounds} rounds`, 'note')}
${parts.join('\n')}
</svg>
`
}

const style = `<style>
  text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: #1f2328 }
  .heading { font-size: 18px; font-weight: 600 }
  .title { font-size: 14px; font-weight: 600 }
  .note { fill: #59636e }
  .paper { fill: #ffffff }
  .bar { fill: #afb8c1 }
  .souk { fill: #0f766e }
  .limit { fill: none; stroke: #818b98; stroke-dasharray: 3 2 }
  .ours { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .note { fill: #9198a1 }
    .paper { fill: #0d1117 }
    .bar { fill: #4b535d }
    .souk { fill: #2dd4bf }
    .limit { stroke: #9198a1 }
  }
</style>`

function panel({ unit, rows, ...load }: Ranking, left: number, top: number): string {
  const most = Math.max(...rows.map(({ perSecond }) => perSecond))
  const scale = (panelWidth - labelWidth - valueWidth) / most
  const caption = `${unit} a second, ${titleOfLoad(load)}`
  const bars = rows.map((row, index) => bar(row, left, top + captionHeight - 18 + index * rowHeight, scale))
  return [text(left, top, caption, 'note'), ...bars].join('\n')
}

function bar({ competitor, perSecond }: Measurement, left: number, top: number, scale: number): string {
  const ours = competitor.startsWith('souk')
  const kind = competitor === 'pgbench' ? 'limit' : ours ? 'souk' : 'bar'
  const length = Math.max(1, perSecond * scale)
  const baseline = top + barHeight - 3
  const start = left + labelWidth
  return [
    text(left, baseline, titleOf(competitor), ours ? 'ours' : ''),
    `<rect class="${kind}" x="${start}" y="${top}" width="${length.toFixed(1)}" height="${barHeight}" rx="2"/>`,
    text(start + length + 6, baseline, rate(perSecond), ours ? 'ours' : ''),
  ].join('\n')
}

function text(x: number, y: number, content: string, className: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const attribute = className === '' ? '' : ` class="${className}"`
  return `<text x="${Number(x.toFixed(1))}" y="${y}"${attribute}>${escaped}</text>`
}
