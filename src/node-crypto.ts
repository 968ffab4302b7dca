import type * as crypto from 'node:crypto'

let loaded: typeof crypto | undefined

/** Returns Node's crypto, which is loaded when it is first needed: an import would cost the start of every service. */
export function nodeCrypto(): typeof crypto {
  return (loaded ??= process.getBuiltinModule('node:crypto'))
}
