/** The process of one peer: opens it, then does what the parent asks, one thing at a time. */
import { runBurst } from './burst.js'
import { comparable } from './comparable.js'
import { runMixed } from './mixed-load.js'
import type { Answer, Request } from './protocol.js'
import { operationOf } from './operations.js'
import type { OpenPeer, Peer, PeerSettings } from './peer.js'
import { toPlain } from './plain.js'
import { seededRandom } from './random.js'
import type { Workload } from './workload.js'

let opened: { readonly peer: Peer; readonly workload: Workload } | undefined

async function handle(request: Request): Promise<Extract<Answer, { ok: true }>['value']> {
  if (request.kind === 'open') {
    const { open } = (await import(`./peers/${request.peer}.js`)) as { readonly open: OpenPeer }
    const settings = withDates(request.settings)
    opened = { peer: await open(settings), workload: settings.workload }
    return null
  }
  if (opened === undefined) throw new Error('no peer is open')
  const { peer, workload } = opened
  switch (request.kind) {
    case 'close':
      await peer.close()
      return null
    case 'burst':
      return runBurst(peer, operationOf(request.operation), workload, request.options)
    case 'mixed':
      return runMixed(peer, workload, request.load)
    case 'sample': {
      const call = operationOf(request.operation).caller(peer, workload, seededRandom(request.seed), 0)
      if (call === undefined) return null
      const results = []
      for (let n = 0; n < request.count; n++)
        results.push(toPlain(comparable(request.operation, await call())))
      return results
    }
  }
}

/** The times of cursors have come as text. */
function withDates(settings: PeerSettings): PeerSettings {
  const cursors = settings.workload.cursors.map((cursor) => ({
    ...cursor,
    createdAt: new Date(cursor.createdAt),
  }))
  return { ...settings, workload: { ...settings.workload, cursors } }
}

process.on('message', (request: Request) => {
  void handle(request)
    .then((value): Answer => ({ ok: true, value }))
    .catch((error: unknown): Answer => ({ ok: false, error: textOf(error) }))
    .then((answer) =>
      process.send?.(answer, () => {
        if (request.kind === 'close') process.exit()
      }),
    )
})

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
