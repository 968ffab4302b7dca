import type { Cancellation } from '../cancellation.js'
import { hasEnded } from './misuse.js'
import type { TransactionScope } from './transaction-scope.js'

/**
 * Does work of a transaction when its turn comes: in the order of the calls.
 *
 * Nothing is sent behind a BEGIN that has not been answered: if the BEGIN failed, it would run outside of a transaction.
 *
 * @param isAlone - true if the work begins when all earlier work is done, and all later work waits for it. False if it is
 * only sent in its turn.
 * @throws `TransactionError` if the transaction has ended; the reason of the cancellation, if it comes before the
 * work has begun; the error of the work.
 */
export function takeTurn<T>(
  scope: TransactionScope,
  work: () => Promise<T>,
  cancellation: Cancellation | undefined,
  isAlone: boolean,
): Promise<T> {
  const { turn, tail } = scope
  let hasBegun = false
  const done = new Promise<T>((resolve, reject) => {
    const begin = () => {
      // By now the transaction may have been given up, or may never have begun.
      if (scope.isOver || (scope.begin === undefined && scope.session.isOutside)) throw hasEnded()
      if (cancellation?.isWanted === true) throw cancellation.reason
      hasBegun = true
      const isWaitedFor = isAlone || scope.begin !== undefined
      const running = work()
      running.then(resolve, reject)
      return isWaitedFor ? running : undefined
    }
    scope.turn = turn
      .then(() => (isAlone ? tail : undefined))
      .then(begin)
      .catch(reject)
  })
  scope.tail = done.catch(() => undefined).then(() => tail)
  return cancellation === undefined ? done : unlessLate(done, cancellation, () => hasBegun)
}

/** Returns the result of `work`; rejects with the reason of a cancellation that comes before the work has begun. */
function unlessLate<T>(work: Promise<T>, cancellation: Cancellation, hasBegun: () => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopListening = cancellation.onWanted(() => {
      if (!hasBegun()) reject(cancellation.reason)
    })
    work.then(resolve, reject).finally(stopListening)
  })
}
