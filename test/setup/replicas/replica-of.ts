import { afterAll } from 'vitest'
import { Proxy } from '../network/proxy.js'

const proxies: Proxy[] = []
afterAll(() => Promise.all(proxies.splice(0).map((proxy) => proxy[Symbol.asyncDispose]())))

const lsn = 'else pg_catalog.pg_current_wal_insert_lsn()'
const timeline = 'pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8)'

const kindAndXid = /pg_catalog\.pg_is_in_recovery\(\) as is_standby[^]*as xid/
const isPrimary = 'where not pg_catalog.pg_is_in_recovery()'

/** The position that a proxy claims for its server, from the next connection on; without one it is the server's own. */
export interface Claim {
  /** A position that lacks everything. */
  readonly behind?: boolean
  readonly timeline?: string
  /** The end of what it has shown as a standby, on which all else is open. */
  readonly shows?: number
  /** False does not tell what has ended there, as a primary does not. */
  readonly tellsEnds?: boolean
}

/** Makes a proxy say of its server that it has another position. */
export function claim(
  proxy: Proxy,
  { behind = false, timeline: later, shows, tellsEnds = shows !== undefined }: Claim,
): void {
  proxy.decide = ({ from, text }) => {
    if (from !== 'client') return 'pass'
    if (behind && text.includes(lsn)) return { part: lsn, becomes: `else '0/1'::pg_lsn`.padEnd(lsn.length) }
    if (later !== undefined && text.includes(timeline)) {
      return { part: timeline, becomes: `'${later}'`.padEnd(timeline.length) }
    }
    const [part = ''] = kindAndXid.exec(text) ?? []
    if (shows !== undefined && part !== '')
      return { part, becomes: `true as is_standby, '${shows}' as xid`.padEnd(part.length) }
    if (tellsEnds && text.includes(isPrimary))
      return { part: isPrimary, becomes: 'where false'.padEnd(isPrimary.length) }
    return 'pass'
  }
}

/** Puts a proxy before a server, which plays its replica: it has everything at once, and is what the proxy makes of it. */
export async function replicaOf(url: string, claimed: Claim = {}): Promise<Proxy> {
  const proxy = await Proxy.to(url)
  proxies.push(proxy)
  claim(proxy, claimed)
  return proxy
}
