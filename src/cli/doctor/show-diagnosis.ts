import type { Diagnosis } from '../../doctor/examine.js'
import type { Finding, FindingLevel } from '../../doctor/finding.js'
import { paint } from '../paint.js'

const order: readonly FindingLevel[] = ['error', 'warning', 'info']
const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const

/** The most lines of a plan that are shown; `--json` has all of them. */
const planLines = 20

/** Writes a diagnosis for people, the worst first. */
export function showDiagnosis(
  { findings, rules, serverVersion, memoryBytes }: Diagnosis,
  stream: NodeJS.WritableStream,
): string {
  const sorted = order.flatMap((level) => findings.filter((one) => one.level === level))
  const counts = order.flatMap((level) => {
    const number = findings.filter((one) => one.level === level).length
    return number === 0 ? [] : [`${number} ${level}${number === 1 || level === 'info' ? '' : 's'}`]
  })
  const verdict = counts.length === 0 ? 'Nothing found' : counts.join(', ')
  const memory =
    memoryBytes === null && rules.includes('setting')
      ? 'The memory of the machine is not known, so that settings were not compared with it: give --memory.\n'
      : ''
  return `${sorted.map((one) => `${showFinding(one, stream)}\n\n`).join('')}${memory}${verdict}: PostgreSQL ${serverVersion}, ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}.\n`
}

function showFinding(
  { level, rule, object, reason, remedy, plan = [] }: Finding,
  stream: NodeJS.WritableStream,
) {
  const shown = plan.slice(0, planLines)
  const left = plan.length - shown.length
  const lines = [
    `${paint(colours[level], level, stream)} ${paint('bold', object, stream)} ${paint('dim', `[${rule}]`, stream)}`,
    `  ${reason}`,
    ...(remedy === null ? [] : remedy.split('\n').map((line) => `    ${line}`)),
    ...shown.map((line) => paint('dim', `  | ${line}`, stream)),
    ...(left > 0 ? [paint('dim', `  | … ${left} more lines: --json`, stream)] : []),
  ]
  return lines.join('\n')
}
