import { once } from 'node:events'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedServer, type EmbeddedServer } from '../../src/embedded/embedded-server.js'
import { openClient, value, withClients } from '../setup/embedded/with-client.js'

const lockDeadlineMs = 400
let server: EmbeddedServer

beforeAll(async () => {
  server = await startEmbeddedServer({ lockDeadlineMs })
})

afterAll(() => server.close())

describe('a transaction', () => {
  it('is not seen by other connections until it ends', () =>
    withClients(server, 2, async (writer, reader) => {
      await writer.query('begin')
      await writer.query('create table unseen (id int)')
      const counted = value(reader, 'select count(*)::int from unseen')
      await writer.query('insert into unseen values (1), (2)')
      await writer.query('commit')
      expect(await counted).toBe(2)
    }))

  it('is rolled back when its connection goes', () =>
    withClients(server, 1, async (client) => {
      await client.query('create table abandoned (id int)')
      const lost = await openClient(server)
      await lost.query('begin')
      await lost.query('insert into abandoned values (1)')
      await lost.end()
      expect(await value(client, 'select count(*)::int from abandoned')).toBe(0)
    }))

  it('is rolled back when its connection is cut', async () => {
    const { url } = await server.listen()
    const lost = new pg.Client({ connectionString: url })
    lost.on('error', () => undefined)
    await lost.connect()
    await lost.query('create table cut (id int)')
    await lost.query('begin')
    await lost.query('insert into cut values (1)')
    ;(
      lost as unknown as { connection: { stream: { resetAndDestroy(): void } } }
    ).connection.stream.resetAndDestroy()
    await withClients(server, 1, async (client) => {
      expect(await value(client, 'select count(*)::int from cut')).toBe(0)
    })
  })

  it('lets those who wait go on in the order they came', () =>
    withClients(server, 4, async (holder, ...others) => {
      await holder.query('begin')
      const order: number[] = []
      const answers = others.map(async (client, index) => {
        await client.query('select 1')
        order.push(index)
      })
      await holder.query('commit')
      await Promise.all(answers)
      expect(order).toEqual([0, 1, 2])
    }))

  it('that idles makes others give up after the deadline, and they can go on', () =>
    withClients(server, 2, async (holder, other) => {
      await holder.query('begin')
      await expect(other.query('select $1::int', [1])).rejects.toMatchObject({ code: '55P03' })
      await expect(other.query('select 1')).rejects.toMatchObject({ code: '55P03' })
      await holder.query('commit')
      expect(await value(other, 'select 1')).toBe(1)
    }))

  it('that works makes nobody give up', () =>
    withClients(server, 2, async (holder, other) => {
      await holder.query('begin')
      const answer = value(other, 'select 1')
      const end = performance.now() + 2 * lockDeadlineMs
      while (performance.now() < end) await holder.query('select pg_sleep(0.05)')
      await holder.query('commit')
      expect(await answer).toBe(1)
    }))

  it('is free for others at once when a connection that waited has gone', () =>
    withClients(server, 2, async (holder, other) => {
      await holder.query('begin')
      const waiting = await openClient(server)
      const answer = waiting.query('select 1').catch((error: unknown) => error)
      ;(waiting as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
      expect(await answer).toBeInstanceOf(Error)
      await holder.query('commit')
      expect(await value(other, 'select 2')).toBe(2)
    }))
})

describe('settings', () => {
  it('belong to their connection', () =>
    withClients(server, 2, async (first, second) => {
      await first.query("set search_path = pg_catalog; set timezone = 'Asia/Dubai'")
      await second.query("set timezone = 'Asia/Tokyo'")
      expect(await value(first, 'show timezone')).toBe('Asia/Dubai')
      expect(await value(second, 'show timezone')).toBe('Asia/Tokyo')
      expect(await value(first, 'show search_path')).toBe('pg_catalog')
      expect(await value(second, 'show search_path')).toBe('public')
    }))

  it('made by a function belong to their connection', () =>
    withClients(server, 2, async (first, second) => {
      const text = "select set_config('souk.user', $1, false)"
      await first.query(text, [`O'Neill \\ "x"`])
      await second.query(text, ['second'])
      expect(await value(first, "select current_setting('souk.user')")).toBe(`O'Neill \\ "x"`)
      expect(await value(second, "select current_setting('souk.user')")).toBe('second')
    }))

  it('of a transaction end with it', () =>
    withClients(server, 2, async (first, second) => {
      await first.query("begin; set local timezone = 'Asia/Dubai'; set work_mem = '5MB'")
      await first.query('rollback')
      expect(await value(second, 'show timezone')).toBe(await value(first, 'show timezone'))
      expect(await value(first, 'show work_mem')).toBe(await value(second, 'show work_mem'))
    }))

  it('are forgotten with their connection', async () => {
    await withClients(server, 1, (client) => client.query("set timezone = 'Asia/Dubai'"))
    await withClients(server, 1, async (client) => {
      expect(await value(client, 'show timezone')).not.toBe('Asia/Dubai')
    })
  })

  it('given at the start hold', async () => {
    const client = await openClient(server, {
      application_name: 'a name',
      options: '-c work_mem=7MB --statement-timeout=1234 -c souk.text=two\\ words',
    })
    expect(await value(client, 'show application_name')).toBe('a name')
    expect(await value(client, 'show work_mem')).toBe('7MB')
    expect(await value(client, 'show statement_timeout')).toBe('1234ms')
    expect(await value(client, "select current_setting('souk.text')")).toBe('two words')
    await client.end()
  })

  it('given at the start wrongly end the connection', async () => {
    const client = await openClient(server, { options: '-c work_mem=plenty' })
    await expect(client.query('select 1')).rejects.toMatchObject({ code: '22023' })
    await withClients(server, 1, async (other) => expect(await value(other, 'select 1')).toBe(1))
  })

  it('hold the role', () =>
    withClients(server, 2, async (first, second) => {
      await first.query('create role clerk; set role clerk')
      expect(await value(second, 'select current_user')).toBe('postgres')
      expect(await value(first, 'select current_user')).toBe('clerk')
    }))
})

describe('notifications', () => {
  const heard = (client: pg.Client) => {
    const messages: string[] = []
    client.on('notification', ({ channel, payload }) => messages.push(`${channel}: ${payload ?? ''}`))
    return messages
  }

  it('reach the connections that listen, and no others', () =>
    withClients(server, 3, async (sender, listener, other) => {
      const [forListener, forOther] = [heard(listener), heard(other)]
      await listener.query('listen sales')
      await other.query('listen "Other Sales"')
      const arrived = once(listener, 'notification')
      await sender.query("notify sales, 'one'")
      await sender.query('select pg_notify($1, $2)', ['Other Sales', 'two'])
      await arrived
      await other.query('select 1')
      expect(forListener).toEqual(['sales: one'])
      expect(forOther).toEqual(['Other Sales: two'])
    }))

  it('come when the transaction commits', () =>
    withClients(server, 2, async (sender, listener) => {
      const messages = heard(listener)
      await listener.query('listen sales')
      await sender.query('begin')
      await sender.query("notify sales, 'taken back'")
      await sender.query('rollback')
      await sender.query("begin; notify sales, 'kept'; commit")
      await listener.query('select 1')
      expect(messages).toEqual(['sales: kept'])
    }))

  it('end for one connection, not for the others', () =>
    withClients(server, 3, async (sender, first, second) => {
      const [forFirst, forSecond] = [heard(first), heard(second)]
      await first.query('listen sales')
      await second.query('listen sales')
      await first.query('unlisten *')
      await sender.query("notify sales, 'one'")
      await Promise.all([first.query('select 1'), second.query('select 1')])
      expect([forFirst, forSecond]).toEqual([[], ['sales: one']])
    }))

  it.each(['unlisten *', 'discard all'])(
    'stay those of others after %s of a connection that has none',
    (statement) =>
      withClients(server, 2, async (sender, listener) => {
        const messages = heard(listener)
        await listener.query('listen sales')
        await sender.query(statement)
        await sender.query("notify sales, 'one'")
        await listener.query('select 1')
        expect(messages).toEqual(['sales: one'])
      }),
  )

  it('are not for a connection whose LISTEN was rolled back', () =>
    withClients(server, 3, async (sender, first, second) => {
      const [forFirst, forSecond] = [heard(first), heard(second)]
      await first.query('begin')
      await first.query('listen sales')
      await first.query('rollback')
      await second.query('listen sales')
      await sender.query("notify sales, 'one'")
      await Promise.all([first.query('select 1'), second.query('select 1')])
      expect([forFirst, forSecond]).toEqual([[], ['sales: one']])
    }))
})

describe('what a session keeps', () => {
  it('is gone with the last connection', async () => {
    await withClients(server, 1, (client) =>
      client.query('create temp table mine (id int); prepare mine as select 1; select pg_advisory_lock(1)'),
    )
    await withClients(server, 1, async (client) => {
      expect(await value(client, "select to_regclass('mine')")).toBeNull()
      expect(await value(client, 'select count(*)::int from pg_prepared_statements')).toBe(0)
      expect(await value(client, "select count(*)::int from pg_locks where locktype = 'advisory'")).toBe(0)
    })
  })
})

describe('recursion without end', () => {
  it('fails, and the session goes on', () =>
    withClients(server, 1, async (client) => {
      await client.query(
        'create function endless(depth int) returns int language plpgsql as $$ begin return endless(depth + 1); end $$',
      )
      await expect(client.query('select endless(1)')).rejects.toMatchObject({ code: '54001' })
      expect(await value(client, 'select 1')).toBe(1)
    }))
})
