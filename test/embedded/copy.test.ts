// Thorough: copies large tables in and out.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedServer, type EmbeddedServer } from '../../src/embedded/embedded-server.js'
import { wireMessage } from '../../src/embedded/wire-message.js'
import { RawClient, flush, parse, query, statement, sync } from '../setup/embedded/raw-client.js'

let server: EmbeddedServer
let client: RawClient

const data = (text: string) => wireMessage('d', text)
const done = wireMessage('c')

beforeAll(async () => {
  server = await startEmbeddedServer({ lockDeadlineMs: 400 })
  client = await RawClient.open(server.connect())
  await client.send(query('create table copied (id int primary key, name text)')).until('Z')
})

afterAll(() => server.close())

/** The rows of the table, which are then gone. */
async function rows(): Promise<readonly string[]> {
  const answer = await client.send(query('delete from copied returning id')).until('Z')
  return answer.filter((message) => message.startsWith('D'))
}

describe('COPY TO STDOUT', () => {
  it('sends the rows', async () => {
    const answer = await client.send(query('copy (values (1), (2)) to stdout')).until('Z')
    expect(answer.map((message) => message.slice(0, 1)).join('')).toBe('HddcCZ')
  })
})

describe('COPY FROM STDIN', () => {
  const copy = query('/* all */ -- of it\n copy copied from stdin')

  it('takes the rows', async () => {
    expect(await client.send(copy).until('G')).toEqual(['G'])
    client.send(data('1\tone\n2\ttwo'), data('\n3\tthree\n'), done)
    expect(await client.until('Z')).toEqual(['C COPY 3', 'Z I'])
    expect(await rows()).toEqual(['D 1', 'D 2', 'D 3'])
  })

  it('takes no row if one is wrong', async () => {
    await client.send(copy).until('G')
    client.send(data('1\tone\n'), data('two\ttwo\n'), data('3\tthree\n'), done)
    expect(await client.until('Z')).toEqual(['E 22P02', 'Z I'])
    expect(await rows()).toEqual([])
  })

  it('takes no row if the client gives up', async () => {
    await client.send(copy).until('G')
    client.send(data('1\tone\n'), wireMessage('f', 'enough\0'))
    expect(await client.until('Z')).toEqual(['E 57014', 'Z I'])
    expect(await rows()).toEqual([])
  })

  it('into a table that is not there fails at once', async () => {
    expect(await client.send(query('copy nowhere from stdin')).until('Z')).toEqual(['E 42P01', 'Z I'])
  })

  it('is part of the transaction around it', async () => {
    await client.send(query('begin')).until('Z')
    await client.send(query("insert into copied values (1, 'one')")).until('Z')
    await client.send(copy).until('G')
    expect(await client.send(data('2\ttwo\n'), done).until('Z')).toEqual(['C COPY 1', 'Z T'])
    await client.send(copy).until('G')
    expect(await client.send(data('2\ttwice\n'), done).until('Z')).toEqual(['E 23505', 'Z E'])
    expect(await client.send(query('rollback')).until('Z')).toEqual(['C ROLLBACK', 'Z I'])
    expect(await rows()).toEqual([])
    await client.send(query('begin')).until('Z')
    await client.send(copy).until('G')
    await client.send(data('1\tone\n'), done).until('Z')
    expect(await client.send(query('commit')).until('Z')).toEqual(['C COMMIT', 'Z I'])
    expect(await rows()).toEqual(['D 1'])
  })

  it('in a failed transaction is refused', async () => {
    await client.send(query('begin')).until('Z')
    await client.send(query('select nothing')).until('Z')
    expect(await client.send(copy).until('Z')).toEqual(['E 25P02', 'Z E'])
    await client.send(query('rollback')).until('Z')
  })

  it('keeps other connections waiting', async () => {
    const other = await RawClient.open(server.connect())
    await client.send(copy).until('G')
    const counted = other.send(query('select count(*) from copied')).until('Z')
    await client.send(data('1\tone\n'), done).until('Z')
    expect(await counted).toContain('D 1')
    expect(await rows()).toEqual(['D 1'])
    other.destroy()
  })

  it('is undone when the connection goes', async () => {
    const other = await RawClient.open(server.connect())
    await other.send(copy).until('G')
    other.send(data('1\tone\n'))
    other.destroy()
    expect(await rows()).toEqual([])
  })

  it('among other statements is refused, and changes nothing', async () => {
    const answer = await client.send(query('create table more (id int); copy more from stdin')).until('Z')
    expect(answer).toEqual(['C CREATE TABLE', 'E 0A000', 'Z I'])
    expect(await client.send(query('select from more')).until('Z')).toEqual(['E 42P01', 'Z I'])
  })

  it('as an extended query is refused', async () => {
    const copyInParts = statement('copy copied from stdin')
    expect(await client.send(copyInParts, sync).until('Z')).toEqual(['1', '2', 'E 0A000', 'Z I'])
    expect(await client.send(copyInParts, flush).until('E')).toEqual(['1', '2', 'E 0A000'])
    expect(await client.send(data('1\tone\n'), done, sync).until('Z')).toEqual(['Z I'])
    expect(await rows()).toEqual([])
  })
})

describe('COPY FROM STDIN behind other messages', () => {
  it('is refused as well', async () => {
    client.send(parse('select 1'), query('copy copied from stdin'))
    expect(await client.until('Z')).toEqual(['1', 'E 0A000', 'Z I'])
    expect(await client.send(query('select 1')).until('Z')).toContain('D 1')
  })
})

describe('a text that only mentions COPY FROM STDIN', () => {
  it('is a query like any other', async () => {
    const text = "select 'copy from stdin'"
    expect(await client.send(query(text)).until('Z')).toContain('D copy from stdin')
    expect(await client.send(statement(text), sync).until('Z')).toContain('D copy from stdin')
    await client.send(query('begin')).until('Z')
    expect(await client.send(query('copy (select 1) to stdout -- stdin')).until('Z')).toContain('C COPY 1')
    expect(await client.send(query('commit')).until('Z')).toEqual(['C COMMIT', 'Z I'])
  })
})
