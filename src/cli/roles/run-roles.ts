import type { RoleFinding } from '../../roles/role-finding.js'
import { applyRoles, checkRoles, remediesOf } from '../../roles/roles.js'
import { databaseUrl } from '../database-url.js'
import { exitCodes } from '../exit-codes.js'
import { interruptible } from '../interrupt.js'
import { paint } from '../paint.js'
import { startProgress } from '../start-progress.js'

/** The options of `souk-db roles`. */
export interface RolesFlags {
  readonly url?: string
  readonly prefix: string
  readonly apply?: boolean
  readonly check?: boolean
  readonly format: 'text' | 'json'
}

/** Prints, makes or checks the roles of a database. */
export async function runRoles({
  url,
  prefix,
  apply = false,
  check = false,
  format,
}: RolesFlags): Promise<void> {
  const target = { url: databaseUrl(url) }
  if (apply) await applyAll(target, prefix, format)
  else if (check) await checkAll(target, prefix, format)
  else await printAll(target, prefix, format)
}

interface Target {
  readonly url: string
}

async function applyAll(target: Target, prefix: string, format: RolesFlags['format']): Promise<void> {
  using progress = startProgress({ label: 'Roles' })
  const report = await interruptible((signal) => applyRoles(target, { prefix, signal }), { cleansUp: true })
  const { length } = report.applied
  progress.finish(
    length === 0 ? 'Nothing to do' : `Ran ${length} ${length === 1 ? 'statement' : 'statements'}`,
  )
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : showAll(report.findings, process.stdout),
  )
}

async function checkAll(target: Target, prefix: string, format: RolesFlags['format']): Promise<void> {
  const { names, findings } = await interruptible((signal) => checkRoles(target, { prefix, signal }))
  const text =
    findings.length === 0
      ? 'Nothing found: the roles have the rights that they need, and no others.\n'
      : `${showAll(findings, process.stdout)}${findings.length} found.\n`
  process.stdout.write(format === 'json' ? `${JSON.stringify({ names, findings }, null, 2)}\n` : text)
  if (findings.length > 0) process.exitCode = exitCodes.failed
}

/** Prints SQL for psql: one transaction, in which what is left to people is a comment. */
async function printAll(target: Target, prefix: string, format: RolesFlags['format']): Promise<void> {
  const { names, findings } = await interruptible((signal) => checkRoles(target, { prefix, signal }))
  if (format === 'json') {
    const statements = remediesOf(findings)
    process.stdout.write(`${JSON.stringify({ names, statements, findings }, null, 2)}\n`)
    return
  }
  if (findings.length === 0) {
    process.stderr.write('Nothing to do\n')
    return
  }
  const lines = findings.map(({ object, reason, remedy, isByHand }) =>
    isByHand || remedy === null
      ? `-- ${oneLine(object)}: ${oneLine(reason)}${remedy === null ? '' : `\n-- ${oneLine(remedy)}`}`
      : remedy,
  )
  process.stdout.write(['begin;', "set local lock_timeout = '3s';", ...lines, 'commit;', ''].join('\n'))
}

/** Names may have line ends, with which a comment would end. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]/g, ' ')
}

function showAll(findings: readonly RoleFinding[], stream: NodeJS.WritableStream): string {
  return findings
    .map(({ rule, object, reason, remedy }) =>
      [
        `${paint('bold', object, stream)} ${paint('dim', `[${rule}]`, stream)}`,
        `  ${reason}`,
        ...(remedy === null ? [] : [`    ${remedy}`]),
        '',
      ].join('\n'),
    )
    .join('')
}
