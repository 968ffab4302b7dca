import { ConnectionError } from '../../errors.js'
import { withoutData } from './driver-error.js'
import { isServerError } from './server-error.js'

/** A setting of the session that is sent with a login. */
export interface SentSetting {
  /** The server's name of it; null for `options` as a whole. */
  readonly setting: string | null
  /** The variable or the parameter that gives it, in an error's words. */
  readonly givenBy: string
}

/** The SQLSTATEs with which a server refuses a setting, and at a login nothing else. */
const settingStates: ReadonlySet<string> = new Set(['22023', '42601', '42602', '42704', '55P02'])

/**
 * Returns the error of a login whose settings the server, or a pooler in front of it, refuses; undefined for any other.
 *
 * The server's message quotes the value. Only what was sent is looked for in it, in whatever language it is.
 */
export function settingRefusal(error: unknown, sent: readonly SentSetting[]): ConnectionError | undefined {
  if (!isServerError(error)) return undefined
  const { code, message } = error
  const named = firstNamed(message, sent)
  // PgBouncer has this code for much else.
  const isOfPooler = code === '08P01' && message.includes('startup parameter')
  const isOfSetting = settingStates.has(code) || isOfPooler || (code === '42501' && named !== undefined)
  const refused = named ?? sent.find(({ setting }) => setting === null)
  if (!isOfSetting || refused === undefined) return undefined
  const problem = `${refused.givenBy}: ${problemOf(isOfPooler ? 'pooler' : code, refused.setting)}`
  return new ConnectionError('not_run', `the server refuses a setting: ${problem} (SQLSTATE ${code})`, {
    retryable: false,
    reason: 'settings_refused',
    cause: withoutData(error),
  })
}

/** The setting that a message names first: a value, which may be the name of another one, stands behind it. */
function firstNamed(message: string, sent: readonly SentSetting[]): SentSetting | undefined {
  const words = message.toLowerCase().split(/[^\w.$-]+/)
  const places = sent.flatMap((one) => {
    const place = one.setting === null ? -1 : words.indexOf(one.setting.toLowerCase())
    return place === -1 ? [] : [{ one, place }]
  })
  return places.sort((a, b) => a.place - b.place)[0]?.one
}

function problemOf(state: string, setting: string | null): string {
  if (setting === null) return 'it cannot be read, or sets what a login cannot set'
  switch (state) {
    case '22023':
      return `${setting} has no such value`
    case '42601':
      return `${setting} stands without a value`
    case '42704':
      return `there is no setting ${setting}`
    case '42501':
      return `the user may not set ${setting}`
    case 'pooler':
      return `the pooler takes no ${setting}`
    default:
      return `a login cannot set ${setting}`
  }
}
