/** What a pooler says and keeps by itself, as PgBouncer 1.24 does in transaction mode. */

import { describe, expect, it } from 'vitest'
import { isServerError } from '../../src/engine/failure/driver-error.js'
import { loginFailure } from '../../src/engine/failure/login-failure.js'
import { Statement } from '../../src/engine/statement/statement.js'
import { TypeRegistry } from '../../src/engine/values/type-registry.js'
import { MessageWriter } from '../../src/engine/wire/message-writer.js'
import { readError } from '../../src/engine/wire/server-messages.js'
import { StatementRequest } from '../../src/engine/wire/statement-request.js'
import type { WireConnection } from '../../src/engine/wire/wire-connection.js'
import { geographyCodecs } from '../../src/geo/geography-codecs.js'
import { Framing } from '../setup/network/framing.js'
import { query } from '../setup/query.js'

function errorOf(fields: readonly string[]): Error {
  const bytes = Buffer.from(`${fields.join('\0')}\0\0`)
  return readError(bytes, 0, bytes.length)
}

describe('an error of its own', () => {
  it('has no untranslated severity, and is one all the same', () => {
    const full = errorOf(['SFATAL', 'C08P01', 'Mquery_wait_timeout'])
    expect(isServerError(full)).toBe(true)
    expect(full).toMatchObject({ severity: 'FATAL', code: '08P01' })
    expect(errorOf(['SFATALE', 'VFATAL', 'C57P01', 'Maddio'])).toMatchObject({ severity: 'FATAL' })
  })

  it('may pass by itself where it refuses a connection', () => {
    expect(loginFailure(errorOf(['SFATAL', 'C08P01', 'Mno more connections allowed']))).toBe(
      'server_not_ready',
    )
  })
})

describe('a statement that it keeps, and that no longer fits the schema', () => {
  const outdated = errorOf([
    'SERROR',
    'VERROR',
    'C0A000',
    'Mcached plan must not change result type',
    'RRevalidateCachedQuery',
  ])

  /** The names under which a statement is prepared, before and after it was refused. */
  function namesOf(isPooled: boolean): (string | undefined)[] {
    const statement = new Statement(query<never, unknown>('select 1 as one'), geographyCodecs)
    const connection = {
      isPooled,
      prepared: new Map(),
      stale: new Set(),
      statusBefore: 'T',
    } as unknown as WireConnection
    return [1, 2].map(() => {
      const request = new StatementRequest(
        statement.bind(undefined),
        connection,
        new TypeRegistry(geographyCodecs),
        { isInTransaction: true },
        () => undefined,
      )
      const writer = new MessageWriter()
      request.write(writer)
      request.settled(outdated)
      const parse = [...new Framing(true).messages(writer.take())].find(
        (message) => String.fromCharCode(message[0] ?? 0) === 'P',
      )
      return parse?.toString('latin1', 5, parse.indexOf(0, 5))
    })
  }

  it('goes without a name from then on, which the pooler would answer with what it keeps', () => {
    const [before, after] = namesOf(true)
    expect(before).not.toBe('')
    expect(after).toBe('')
  })

  it('is prepared anew where no pooler is', () => {
    const [before, after] = namesOf(false)
    expect(before).not.toBe('')
    expect(after).toBe(before)
  })
})
