import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until something holds that other sessions or processes bring about. @throws Error after a minute. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < 6_000; look++) {
    if (await holds()) return
    await sleep(10)
  }
  throw new Error('what was waited for did not come about')
}
