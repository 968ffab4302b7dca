import { userInfo } from 'node:os'
import { InvalidInputError } from '../../../errors.js'
import { libpqParameter, libpqParameters, sessionVariables, type LibpqKeyword } from './parameters.js'
import { readService, valueOf } from './service-file.js'
import { readUrl } from './url-settings.js'

type Source = 'url' | 'service' | 'environment'

const keywords = Object.keys(libpqParameters) as readonly LibpqKeyword[]

/**
 * The settings of a connection: those of its url, then those of the service that it or the environment names, then those of
 * the environment. An empty one is none.
 */
export class LibpqSettings {
  /** Private, for it holds the password. */
  readonly #values: ReadonlyMap<LibpqKeyword, { readonly value: string; readonly source: Source }>
  /** The parameters of the session that the environment sets, by name. */
  readonly session: Readonly<Record<string, string>>

  /**
   * @param url - Undefined leaves everything to the environment.
   * @throws {@link InvalidInputError} that names a setting which is wrong, and no value.
   */
  constructor(url: string | undefined, env: NodeJS.ProcessEnv = process.env) {
    const values = new Map<LibpqKeyword, { value: string; source: Source }>()
    const add = (source: Source, found: Iterable<readonly [LibpqKeyword, string]>) => {
      for (const [keyword, value] of found) if (!values.has(keyword)) values.set(keyword, { value, source })
    }
    if (url !== undefined) add('url', readUrl(url))
    const service = values.get('service')?.value ?? valueOf(env, 'PGSERVICE')
    if (service !== undefined) {
      add('service', readService(service, values.has('service') ? 'service' : 'PGSERVICE', env))
    }
    add('environment', fromEnvironment(env))
    this.#values = values
    this.session = Object.fromEntries(
      Object.entries(sessionVariables).flatMap(([variable, name]) => {
        const value = valueOf(env, variable)
        // As with libpq, `default` leaves the setting to the server.
        return value === undefined || value.toLowerCase() === 'default' ? [] : [[name, value]]
      }),
    )
    for (const [keyword, { value }] of values) {
      const problem = libpqParameter(keyword).check?.(value)
      if (typeof problem === 'string') throw this.wrong(keyword, problem)
    }
  }

  get(keyword: LibpqKeyword): string | undefined {
    return this.#values.get(keyword)?.value
  }

  /** The value of a parameter that is a number. */
  number(keyword: LibpqKeyword): number | undefined {
    const value = this.get(keyword)
    return value === undefined ? undefined : Number(value)
  }

  /** True if the url or a service names it, rather than the environment of the process. */
  isExplicit(keyword: LibpqKeyword): boolean {
    const source = this.#values.get(keyword)?.source
    return source === 'url' || source === 'service'
  }

  /** The error of a setting, under the name that it was given by. */
  wrong(keyword: LibpqKeyword, problem: string): InvalidInputError {
    const source = this.#values.get(keyword)?.source
    if (source === 'environment')
      return new InvalidInputError(libpqParameter(keyword).env ?? keyword, problem)
    return new InvalidInputError(keyword, source === undefined ? problem : `${problem} (of the ${source})`)
  }

  /** The name that a setting was given by, in an error's words. */
  nameOf(keyword: LibpqKeyword): string {
    const source = this.#values.get(keyword)?.source
    if (source === 'environment') return libpqParameter(keyword).env ?? keyword
    return source === undefined ? keyword : `${keyword} of the ${source}`
  }

  /** The parameters that are set, with their values. */
  entries(): readonly (readonly [LibpqKeyword, string])[] {
    return Array.from(this.#values, ([keyword, { value }]) => [keyword, value])
  }
}

function* fromEnvironment(env: NodeJS.ProcessEnv): Generator<readonly [LibpqKeyword, string]> {
  for (const keyword of keywords) {
    const { env: variable } = libpqParameter(keyword)
    const value = variable === undefined ? undefined : valueOf(env, variable)
    if (value !== undefined) yield [keyword, value]
  }
}

/** The name of the operating system's user, which is libpq's default; undefined if it has none. */
export function systemUser(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}
