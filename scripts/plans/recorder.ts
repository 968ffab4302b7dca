import type { Executor } from '../../src/engine/executor.js'
import type { PreparedQuery } from '../../src/engine/statement/prepared-query.js'

/** A statement that was sent. */
export interface Sent {
  readonly query: PreparedQuery<object, unknown>
  readonly parameters: object
}

/** An executor over another one, and the statements that were sent by it since the last time they were taken. */
export interface Recorder {
  readonly executor: Executor
  readonly take: () => readonly Sent[]
}

/** Makes a recorder. */
export function recorderOf(executor: Executor): Recorder {
  let sent: Sent[] = []
  return {
    executor: new Proxy(executor, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (query: PreparedQuery<object, unknown>, parameters: object = {}, ...rest: unknown[]) => {
          sent.push({ query, parameters })
          return value.call(target, query, parameters, ...rest) as unknown
        }
      },
    }),
    take() {
      const taken = sent
      sent = []
      return taken
    },
  }
}
