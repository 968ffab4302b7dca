import { GenerationError, type SoukError } from '../../errors.js'
import { formatMistake } from '../../generate/format-mistake.js'
import type { GenerateReport } from '../../generate/generate.js'
import { generatePhases, type GeneratePhase } from '../../generate/phases.js'
import { shownVersion } from '../../generate/schema/server-version.js'
import { paint } from '../paint.js'
import type { Progress } from '../progress.js'
import { startProgress } from '../start-progress.js'
import { redact } from '../redact.js'
import { differences, remedy, type GenerateOutput, type RunDescription } from './output.js'

const activities: Readonly<Record<GeneratePhase, string>> = {
  parse: 'reading the queries',
  database: 'opening the database',
  describe: 'asking the server',
  write: 'writing',
}

/** The lines around each round of a watch. Editors find a round's mistakes between them. */
export const roundLines = { begin: 'Generating …', end: 'Watching; Ctrl-C ends it' } as const

/** Reports to people, on standard error. Mistakes look like a compiler's. */
export class TextOutput implements GenerateOutput {
  readonly #run: RunDescription
  #progress: Progress | null = null
  /** The first round of a watch shows its progress; later rounds are quick. */
  #first = true

  constructor(run: RunDescription) {
    this.#run = run
  }

  phase(phase: GeneratePhase): void {
    if (this.#first) this.#shown().step(activities[phase])
    else if (phase === 'parse') console.error(paint('dim', roundLines.begin, process.stderr))
  }

  step(text: string): void {
    if (this.#first) this.#shown().step(text)
    else console.error(text)
  }

  done(report: GenerateReport, out: string): void {
    this.#end(summary(report, out, this.#run))
    if (this.#run.check) reportCheck(report, out)
    this.#waiting()
  }

  failed(error: SoukError): void {
    this.#end()
    if (error instanceof GenerationError) reportMistakes(error)
    else console.error(`${paint('red', 'souk-db:', process.stderr)} ${redact(error.message)}`)
    this.#waiting()
  }

  [Symbol.dispose](): void {
    this.#progress?.[Symbol.dispose]()
  }

  #shown(): Progress {
    return (this.#progress ??= startProgress({ label: 'Generating' }))
  }

  #end(text?: string): void {
    const progress = this.#progress
    this.#progress = null
    this.#first = false
    if (text === undefined) progress?.[Symbol.dispose]()
    else if (progress === null) console.error(text)
    else progress.finish(text)
  }

  #waiting(): void {
    if (this.#run.watch) console.error(paint('dim', roundLines.end, process.stderr))
  }
}

function reportMistakes({ mistakes }: GenerationError): void {
  for (const mistake of mistakes) console.error(`${formatMistake(mistake)}\n`)
  const files = new Set(mistakes.map(({ file }) => file)).size
  console.error(`${count(mistakes.length, 'mistake')} in ${count(files, 'file')}; nothing was written`)
}

function reportCheck(report: GenerateReport, out: string): void {
  const lines = differences(report).map(([name, problem]) => `${out}/${name} ${problem}`)
  for (const line of lines) console.error(line)
  if (lines.length > 0) console.error(remedy)
}

function summary(
  { files, queries, changes, server, target, milliseconds, elapsedMs }: GenerateReport,
  out: string,
  { check }: RunDescription,
): string {
  const written = changes.missing.length + changes.stale.length
  const outcome = check ? 'checked' : `${written} written, ${changes.extra.length} deleted`
  const phases = generatePhases.map((phase) => `${phase} ${seconds(milliseconds[phase])}`)
  return [
    `${out}: ${count(queries, 'query', 'queries')} of ${count(files, 'file')}, ${outcome} (${phases.join(', ')}; ${seconds(elapsedMs)} in all)`,
    `proven on ${shownVersion(server)}, for PostgreSQL ${target.postgres} with PostGIS ${target.postgis}`,
  ].join('\n')
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
