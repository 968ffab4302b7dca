import { SetupError } from '../errors.js'
import { providerNames, type ProviderName, type RunningServer } from './server.js'

/** A source of databases. */
export interface Candidate {
  readonly name: ProviderName
  /** Checks whether this machine has it, quickly and without starting anything. */
  look(): Missing | Found | Promise<Missing | Found>
}

interface Missing {
  readonly missing: string
}

interface Found {
  start(): Promise<RunningServer>
}

/**
 * Starts the first candidate that this machine has.
 *
 * A candidate that is found but does not start is skipped with its reason. The exception is `url`: a caller who names a
 * server means that one, and passing tests on another would mislead.
 *
 * @param forced - The only candidate to try, if given.
 */
export async function startFirst(
  candidates: readonly Candidate[],
  options: { readonly forced?: string | undefined; readonly print: (line: string) => void },
): Promise<RunningServer> {
  const { forced, print } = options
  const passedOver: string[] = []
  for (const candidate of selected(candidates, forced)) {
    const found = await candidate.look()
    if ('missing' in found) {
      passedOver.push(`${candidate.name}: ${found.missing}`)
      continue
    }
    try {
      const running = await found.start()
      print(`Databases for tests: ${running.description} (${candidate.name})`)
      for (const other of passedOver) print(`  passed over: ${other}`)
      return running
    } catch (error) {
      if (forced !== undefined || candidate.name === 'url') throw error
      const reason = error instanceof Error ? error.message : 'unknown reason'
      passedOver.push(`${candidate.name}: did not start: ${reason}`)
    }
  }
  throw new SetupError(`no database for tests can be had here:\n  ${passedOver.join('\n  ')}`)
}

function selected(candidates: readonly Candidate[], forced: string | undefined): readonly Candidate[] {
  if (forced === undefined) return candidates
  const chosen = candidates.filter((candidate) => candidate.name === forced)
  if (chosen.length === 0) {
    throw new SetupError(`SOUK_TEST_PROVIDER must be one of ${providerNames.join(', ')}`)
  }
  return chosen
}
