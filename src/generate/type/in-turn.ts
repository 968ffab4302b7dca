import type { ClientBase } from 'pg'

interface Line {
  readonly waiting: (() => void)[]
  isBusy: boolean
}

const lines = new WeakMap<ClientBase, Line>()

/**
 * Runs work on a connection when the work before it is done.
 *
 * The next work is sent before the caller sees the result: the server answers it while the caller reads.
 */
export function inTurn<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  const line: Line = lines.get(client) ?? { waiting: [], isBusy: false }
  lines.set(client, line)
  return new Promise((resolve, reject) => {
    const begin = () => {
      line.isBusy = true
      const goOn = () => {
        line.isBusy = false
        line.waiting.shift()?.()
      }
      work().then(
        (result) => {
          goOn()
          resolve(result)
        },
        (error: unknown) => {
          goOn()
          reject(error)
        },
      )
    }
    if (line.isBusy) line.waiting.push(begin)
    else begin()
  })
}
