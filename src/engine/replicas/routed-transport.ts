import type { ClientBase } from 'pg'
import type { SoukError, StatementOutcome } from '../../errors.js'
import type { CallOptions, Cancellation } from '../cancellation.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { BoundStatement } from '../statement/statement.js'
import type { ListenOptions, NotificationListener, Subscription } from '../subscription.js'
import type { Lending, Session, Transport, TransportFigures } from '../transport.js'
import type { ReplicaRouter } from './replica-router.js'
import type { SeenPosition } from './seen-position.js'

/**
 * The way of one session's statements: reads to a replica or the primary, all else to the primary, and the positions of what is
 * committed into what the session has seen.
 */
export class RoutedTransport implements Transport {
  readonly router: ReplicaRouter
  readonly seen: SeenPosition

  constructor(router: ReplicaRouter, seen: SeenPosition) {
    this.router = router
    this.seen = seen
  }

  get figures(): TransportFigures {
    return this.router.primary.figures
  }

  get canCopy(): boolean {
    return this.router.primary.canCopy
  }

  async run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    const { prepared } = bound
    this.router.assertOpen()
    if (prepared.mayLag && options?.primary !== true) return this.router.read(bound, options, this.seen)
    const isSeen = this.seen.tracksReads || !prepared.isRead
    return this.router.run(
      isSeen ? { ...bound, duty: { needed: null, seen: this.seen, isOnReplica: false } } : bound,
      options,
      this.seen,
    )
  }

  async acquire(cancellation?: Cancellation, lending?: Lending): Promise<Session> {
    this.router.assertOpen()
    const { router, seen } = this
    return await router.onPrimary(seen, cancellation, () =>
      router.primary.acquire(cancellation, { ...lending, seen }),
    )
  }

  inside<T>(body: () => Promise<T>): Promise<T> {
    return this.router.primary.inside(body)
  }

  listen(channel: string, listener: NotificationListener, options: ListenOptions): Promise<Subscription> {
    return this.router.primary.listen(channel, listener, options)
  }

  async withClient<T>(use: (client: ClientBase) => Promise<T>): Promise<T> {
    const { router, seen } = this
    return await router.onPrimary(seen, undefined, async () => {
      try {
        return await router.primary.withClient(use)
      } finally {
        seen.lose(true)
      }
    })
  }

  toSoukError(error: unknown, outcome?: StatementOutcome): SoukError {
    return this.router.primary.toSoukError(error, outcome)
  }

  close(deadlineMs: number): Promise<void> {
    return this.router.close(deadlineMs)
  }
}
