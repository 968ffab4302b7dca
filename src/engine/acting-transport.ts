import type { ClientBase } from 'pg'
import { InvalidInputError, type SoukError, type StatementOutcome } from '../errors.js'
import type { CallOptions, Cancellation } from './cancellation.js'
import type { Identity } from './session/identity.js'
import type { StatementResult } from './statement/statement-result.js'
import type { BoundStatement } from './statement/statement.js'
import type { ListenOptions, NotificationListener, Subscription } from './subscription.js'
import type { Lending, Session, Transport, TransportFigures } from './transport.js'

/** The way of a user's statements: that of all others, and each transaction names the user. */
export class ActingTransport implements Transport {
  readonly #transport: Transport
  readonly #identity: Identity

  constructor(transport: Transport, identity: Identity) {
    this.#transport = transport
    this.#identity = identity
  }

  get figures(): TransportFigures {
    return this.#transport.figures
  }

  get canCopy(): boolean {
    return this.#transport.canCopy
  }

  async run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    // What it does after its own commit would be nobody's.
    if (bound.prepared.commitsByItself) {
      throw new InvalidInputError(
        'query',
        'commits by itself, so that no user can act in it: use the database',
      )
    }
    return await this.#transport.run({ ...bound, identity: this.#identity }, options)
  }

  acquire(cancellation?: Cancellation, lending?: Lending): Promise<Session> {
    return this.#transport.acquire(cancellation, { ...lending, identity: this.#identity })
  }

  inside<T>(body: () => Promise<T>): Promise<T> {
    return this.#transport.inside(body)
  }

  listen(channel: string, listener: NotificationListener, options: ListenOptions): Promise<Subscription> {
    return this.#transport.listen(channel, listener, options)
  }

  withClient<T>(use: (client: ClientBase) => Promise<T>): Promise<T> {
    return this.#transport.withClient(use)
  }

  toSoukError(error: unknown, outcome?: StatementOutcome): SoukError {
    return this.#transport.toSoukError(error, outcome)
  }

  close(deadlineMs: number): Promise<void> {
    return this.#transport.close(deadlineMs)
  }
}
