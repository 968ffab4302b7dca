import { expect } from 'vitest'
import { isSoukError } from '../../../src/errors.js'

/** The outcomes of many calls at once. */
export interface Outcomes<T> {
  readonly done: readonly T[]
  readonly refused: readonly unknown[]
}

/** Waits for all calls: those that were done, and the errors of those that were not. */
export async function outcomesOf<T>(calls: readonly Promise<T>[]): Promise<Outcomes<T>> {
  const settled = await Promise.allSettled(calls)
  return {
    done: settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    refused: settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : [])),
  }
}

/** Asserts that one call won, and that all others were refused by one of the rules. */
export function expectOneWinner<T>({ done, refused }: Outcomes<T>, calls: number, ...rules: string[]): void {
  expect(done).toHaveLength(1)
  expect(refused).toHaveLength(calls - 1)
  for (const error of refused) {
    if (!isSoukError(error) || !('rule' in error)) throw error
    expect(rules).toContain(error.rule)
  }
}
