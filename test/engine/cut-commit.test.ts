import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { newId } from '../../src/repositories/new-id.js'
import { Proxy, type Fate } from '../setup/network/proxy.js'
import { sessionsEnd } from '../setup/engine/sessions-end.js'
import { openMarket } from '../setup/market/open-market.js'

const { db: direct, test } = await openMarket()

describe('a transaction whose COMMIT was cut', () => {
  it.each<readonly [string, Fate, number]>([
    ['did not reach the server', 'cut', 0],
    ['did', 'passThenCut', 1],
  ])('can be repeated with ids of the caller: one row, never two (it %s)', async (_, fate, rows) => {
    const applicationName = 'cut in COMMIT'
    await using proxy = await Proxy.to(test.url)
    const db = createDatabase({ url: proxy.url, applicationName })
    let isCut = false
    proxy.decide = ({ from, code, text }) => {
      if (isCut || from !== 'client' || code !== 'Q' || !text.includes('commit')) return 'pass'
      isCut = true
      return fate
    }
    const id = newId()
    const username = `u_${id.slice(-12)}`
    let hooks = 0
    const register = () =>
      db.transaction(async (tx) => {
        tx.afterCommit(() => hooks++)
        return tx.users.create({ id, username, email: `${username}@example.com` })
      })
    await expect(register()).rejects.toMatchObject({
      kind: 'outcome_unknown',
      cause: { code: 'connection' },
    })
    expect(hooks).toBe(0)
    await sessionsEnd(direct, applicationName)
    expect(await direct.users.listAccounts([id])).toHaveLength(rows)
    expect(await register()).toMatchObject({ id, username })
    expect(hooks).toBe(1)
    expect(await direct.users.listAccounts([id])).toHaveLength(1)
    await db.close()
  })
})
