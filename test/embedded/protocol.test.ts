import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedServer, type EmbeddedServer } from '../../src/embedded/embedded-server.js'
import { int32, wireMessage } from '../../src/embedded/wire-message.js'
import * as raw from '../setup/embedded/raw-client.js'
import {
  RawClient,
  bind,
  execute,
  flush,
  parse,
  query,
  statement,
  sync,
} from '../setup/embedded/raw-client.js'

let server: EmbeddedServer

beforeAll(async () => {
  server = await startEmbeddedServer({ lockDeadlineMs: 300 })
})

afterAll(() => server.close())

async function withRaw<T>(run: (client: RawClient) => Promise<T>): Promise<T> {
  const client = await RawClient.open(server.connect())
  try {
    return await run(client)
  } finally {
    client.destroy()
  }
}

describe('an extended query', () => {
  it('is answered with one ReadyForQuery', () =>
    withRaw(async (client) => {
      expect(await client.send(statement('select 1'), sync).until('Z')).toEqual([
        '1',
        '2',
        'D 1',
        'C SELECT 1',
        'Z I',
      ])
    }))

  it('is answered with one ReadyForQuery after an error', () =>
    withRaw(async (client) => {
      expect(await client.send(statement('select nothing'), sync).until('Z')).toEqual(['E 42703', 'Z I'])
      expect(await client.send(statement('select 2'), sync).until('Z')).toContain('D 2')
    }))

  it('tells of a failed transaction until it ends', () =>
    withRaw(async (client) => {
      expect(await client.send(query('begin')).until('Z')).toEqual(['C BEGIN', 'Z T'])
      expect(await client.send(statement('select nothing'), sync).until('Z')).toEqual(['E 42703', 'Z E'])
      expect(await client.send(statement('select 1'), sync).until('Z')).toEqual(['E 25P02', 'Z E'])
      expect(await client.send(query('commit')).until('Z')).toEqual(['C ROLLBACK', 'Z I'])
    }))
})

describe('Flush', () => {
  it('is answered without ReadyForQuery', () =>
    withRaw(async (client) => {
      expect(await client.send(parse('select 1'), bind(), flush).until('2')).toEqual(['1', '2'])
      expect(await client.send(execute(), sync).until('Z')).toEqual(['D 1', 'C SELECT 1', 'Z I'])
    }))

  it('leaves out what follows an error up to the next Sync', () =>
    withRaw(async (client) => {
      expect(await client.send(statement('select nothing'), flush).until('E')).toEqual(['E 42703'])
      client.send(statement('select 1'), flush)
      client.send(statement('select 2'), sync)
      expect(await client.until('Z')).toEqual(['Z I'])
      expect(await client.send(query('select 3')).until('Z')).toContain('D 3')
    }))
})

describe('a connection that goes before its Sync', () => {
  it('has done nothing', async () => {
    await withRaw((client) => client.send(query('create table unsynced (id int)')).until('Z'))
    await withRaw((client) => client.send(statement('insert into unsynced values (1)'), flush).until('C'))
    await withRaw(async (client) => {
      expect(await client.send(query('select count(*) from unsynced')).until('Z')).toContain('D 0')
    })
  })
})

describe('pipelining', () => {
  it('lets an error spoil its own group only', () =>
    withRaw(async (client) => {
      client.send(
        statement('select 1'),
        sync,
        statement('select nothing'),
        statement('select 2'),
        sync,
        statement('select 3'),
        sync,
        query('select 4'),
      )
      const answers = await client.until('Z', 4)
      expect(answers.filter((answer) => /^[DEZ]/.test(answer))).toEqual([
        'D 1',
        'Z I',
        'E 42703',
        'Z I',
        'D 3',
        'Z I',
        'D 4',
        'Z I',
      ])
    }))

  it('takes messages in pieces of any size', () =>
    withRaw(async (client) => {
      const bytes = Buffer.concat([
        statement('select 1'),
        sync,
        query('select 2'),
        statement('select 3'),
        sync,
      ])
      for (const byte of bytes) client.send(Buffer.from([byte]))
      const answers = await client.until('Z', 3)
      expect(answers.filter((answer) => answer.startsWith('D'))).toEqual(['D 1', 'D 2', 'D 3'])
    }))

  it('takes a message of many megabytes', () =>
    withRaw(async (client) => {
      const long = 'x'.repeat(8_000_000)
      expect(await client.send(query(`select length('${long}')`)).until('Z')).toContain('D 8000000')
    }))
})

describe('a portal', () => {
  const series = parse('select * from generate_series(1, 5)')

  it('gives its rows in portions inside a transaction', () =>
    withRaw(async (client) => {
      await client.send(query('begin')).until('Z')
      client.send(series, bind('', 'portal'), execute(2, 'portal'), sync)
      expect(await client.until('Z')).toEqual(['1', '2', 'D 1', 'D 2', 's', 'Z T'])
      expect(await client.send(execute(2, 'portal'), sync).until('Z')).toEqual(['D 3', 'D 4', 's', 'Z T'])
      expect(await client.send(execute(2, 'portal'), sync).until('Z')).toEqual(['D 5', 'C SELECT 1', 'Z T'])
      expect(await client.send(raw.closePortal('portal'), sync).until('Z')).toEqual(['3', 'Z T'])
      expect(await client.send(query('commit')).until('Z')).toEqual(['C COMMIT', 'Z I'])
    }))

  it('gives its rows in portions until Sync outside of one', () =>
    withRaw(async (client) => {
      expect(await client.send(series, bind(), execute(2), flush).until('s')).toEqual([
        '1',
        '2',
        'D 1',
        'D 2',
        's',
      ])
      expect(await client.send(execute(2), flush).until('s')).toEqual(['D 3', 'D 4', 's'])
      expect(await client.send(execute(2), sync).until('Z')).toEqual(['D 5', 'C SELECT 1', 'Z I'])
    }))

  it('keeps other connections waiting while it is open', () =>
    withRaw((reader) =>
      withRaw(async (other) => {
        await reader.send(series, bind(), execute(2), flush).until('s')
        const answer = other.send(query('select 7')).until('Z')
        expect(await reader.send(execute(), sync).until('Z')).toEqual([
          'D 3',
          'D 4',
          'D 5',
          'C SELECT 3',
          'Z I',
        ])
        expect(await answer).toContain('D 7')
      }),
    ))
})

describe('a wait for the session that is over', () => {
  it('is one error, and Sync ends it', () =>
    withRaw((holder) =>
      withRaw(async (other) => {
        await holder.send(query('begin')).until('Z')
        expect(await other.send(statement('select 1'), flush).until('E')).toEqual(['E 55P03'])
        expect(await other.send(statement('select 2'), sync).until('Z')).toEqual(['Z I'])
        await holder.send(query('commit')).until('Z')
        expect(await other.send(statement('select 3'), sync).until('Z')).toContain('D 3')
      }),
    ))
})

describe('a prepared statement', () => {
  it('belongs to its connection, whatever its name', () =>
    withRaw((first) =>
      withRaw(async (second) => {
        await first.send(parse('select 1', 'name'), sync).until('Z')
        await second.send(parse('select 2', 'name'), sync).until('Z')
        expect(await first.send(bind('name'), execute(), sync).until('Z')).toContain('D 1')
        expect(await second.send(bind('name'), execute(), sync).until('Z')).toContain('D 2')
        await first.send(raw.closeStatement('name'), sync).until('Z')
        expect(await first.send(bind('name'), execute(), sync).until('Z')).toEqual(['E 26000', 'Z I'])
        expect(await second.send(bind('name'), execute(), sync).until('Z')).toContain('D 2')
      }),
    ))

  it('may have a name of any length', () =>
    withRaw(async (client) => {
      const [one, other] = [`${'n'.repeat(70)}1`, `${'n'.repeat(70)}2`]
      await client.send(parse('select 1', one), parse('select 2', other), sync).until('Z')
      expect(await client.send(bind(one), execute(), sync).until('Z')).toContain('D 1')
    }))

  it('cannot be made twice', () =>
    withRaw(async (client) => {
      await client.send(parse('select 1', 'twice'), sync).until('Z')
      expect(await client.send(parse('select 2', 'twice'), sync).until('Z')).toEqual(['E 42P05', 'Z I'])
    }))

  it('without a name survives the statements of other connections', () =>
    withRaw((first) =>
      withRaw(async (second) => {
        await first.send(parse('select 1'), sync).until('Z')
        await second.send(parse('select 2'), sync).until('Z')
        expect(await first.send(bind(), execute(), sync).until('Z')).toContain('D 1')
        await second.send(query('select 3')).until('Z')
        expect(await first.send(bind(), execute(), sync).until('Z')).toContain('D 1')
      }),
    ))

  it('without a name is not to be had from another connection', () =>
    withRaw((first) =>
      withRaw(async (second) => {
        await first.send(parse('select 1'), sync).until('Z')
        expect(await second.send(bind(), execute(), sync).until('Z')).toEqual(['E 26000', 'Z I'])
      }),
    ))

  it('is freed when its connection goes', async () => {
    await withRaw((client) => client.send(parse('select 1', 'freed'), sync).until('Z'))
    await withRaw(async (client) => {
      const answer = await client.send(query('select count(*) from pg_prepared_statements')).until('Z')
      expect(answer).toContain('D 0')
    })
  })
})

describe('the start of a connection', () => {
  it('has a process number of its own, and a greeting to the end', async () => {
    const body = Buffer.concat([int32(0x3_0000), Buffer.from('user\0postgres\0\0')])
    const client = new RawClient(server.connect())
    const answer = await client.send(Buffer.concat([int32(body.length + 4), body])).until('Z')
    client.destroy()
    expect(answer[0]).toBe('R')
    expect(answer.filter((message) => message === 'S').length).toBeGreaterThan(8)
    expect(answer.slice(-2)).toEqual(['K', 'Z I'])
  })

  it('offers an older protocol to a newer client', async () => {
    const body = Buffer.concat([int32(0x3_0002), Buffer.from('user\0postgres\0\0')])
    const client = new RawClient(server.connect())
    expect(await client.send(Buffer.concat([int32(body.length + 4), body])).until('Z')).toContain('v')
    client.destroy()
  })

  it('is refused to another protocol', async () => {
    const client = new RawClient(server.connect())
    expect(await client.send(Buffer.from('GET / HTTP/1.1\r\n\r\n')).until('Z')).toEqual(['E 08P01'])
  })
})

describe('a malformed message', () => {
  it('ends its connection and no other', () =>
    withRaw(async (other) => {
      const client = await RawClient.open(server.connect())
      expect(await client.send(wireMessage('y')).until('Z')).toEqual(['E 08P01'])
      expect(await other.send(query('select 1')).until('Z')).toContain('D 1')
    }))

  it('with a length that cannot be is refused', async () => {
    const client = await RawClient.open(server.connect())
    expect(await client.send(Buffer.from([0x51, 0, 0, 0, 1])).until('Z')).toEqual(['E 08P01'])
  })
})
