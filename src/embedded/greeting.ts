import { int32, readyForQuery, wireMessage } from './wire-message.js'

/** The request in a client's first message. */
export type Opening =
  | {
      readonly kind: 'startup'
      readonly minorVersion: number
      readonly settings: ReadonlyMap<string, string>
    }
  | { readonly kind: 'cancel'; readonly processId: number; readonly secretKey: number }
  | { readonly kind: 'encryption' | 'unknown' }

const cancelRequest = 80_877_102
const sslRequest = 80_877_103
const gssRequest = 80_877_104

/** Reads a message that has no type byte. */
export function readOpening(bytes: Buffer): Opening {
  if (bytes.length < 8) return { kind: 'unknown' }
  const code = bytes.readInt32BE(4)
  if (code === sslRequest || code === gssRequest) return { kind: 'encryption' }
  if (code === cancelRequest && bytes.length >= 16) {
    return { kind: 'cancel', processId: bytes.readInt32BE(8), secretKey: bytes.readInt32BE(12) }
  }
  if (code >>> 16 !== 3) return { kind: 'unknown' }
  return { kind: 'startup', minorVersion: code & 0xffff, settings: settingsIn(bytes.toString('utf8', 8)) }
}

/** Startup parameters that are no settings. There is one database, and one superuser. */
const notSettings = new Set(['user', 'database', 'replication', 'options'])

function settingsIn(parameters: string): ReadonlyMap<string, string> {
  const words = parameters.split('\0')
  const settings = new Map<string, string>()
  for (let index = 0; index + 1 < words.length; index += 2) {
    const name = words[index] ?? ''
    const value = words[index + 1] ?? ''
    if (name === 'options') for (const [key, setting] of optionsIn(value)) settings.set(key, setting)
    else if (name !== '' && !name.startsWith('_pq_.') && !notSettings.has(name)) settings.set(name, value)
  }
  return settings
}

/** Reads `-c name=value` and `--name=value`, in which a backslash takes the next character as it is. */
function optionsIn(text: string): readonly (readonly [string, string])[] {
  const words = (text.match(/(?:\\[^]|[^\s\\])+/g) ?? []).map((word) => word.replace(/\\([^])/g, '$1'))
  return words.flatMap((word, index) => {
    const assignment = words[index - 1] === '-c' ? word : /^(?:--|-c)(.+)$/.exec(word)?.[1]
    const parts = /^([^=]+)=([^]*)$/.exec(assignment ?? '')
    return parts === null ? [] : [[(parts[1] ?? '').replaceAll('-', '_'), parts[2] ?? ''] as const]
  })
}

/** The facts that the greeting tells a client. */
export interface Greeting {
  readonly processId: number
  readonly secretKey: number
  readonly minorVersion: number
  readonly parameters: ReadonlyMap<string, string>
}

/** The messages from a client's startup packet to the first ReadyForQuery. There is no password. */
export function greet({ processId, secretKey, minorVersion, parameters }: Greeting): Buffer {
  return Buffer.concat([
    wireMessage('R', int32(0)),
    // A client of protocol 3.2 is told that 3.0 is the newest here.
    ...(minorVersion === 0 ? [] : [wireMessage('v', int32(0x3_0000), int32(0))]),
    ...[...parameters].map(([name, value]) => wireMessage('S', `${name}\0${value}\0`)),
    wireMessage('K', int32(processId), int32(secretKey)),
    readyForQuery('I'),
  ])
}
