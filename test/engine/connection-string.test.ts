import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseIntoClientConfig } from 'pg-connection-string'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseConnectionString } from '../../src/engine/connection-string.js'
import { InvalidInputError } from '../../src/errors.js'
import { refusal } from '../input/refusal.js'

let folder: string
let pem: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-pem-'))
  pem = join(folder, 'ca.pem')
  await writeFile(pem, 'a certificate')
  // pg-connection-string warns of modes that will mean something else in pg 9.
  vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

/** What is there to compare: without what is empty, and functions as what they give. */
function comparable(config: object): object {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, name === 'ssl' && typeof value === 'object' ? { ...value } : value]),
  )
}

describe('parseConnectionString', () => {
  it.each([
    'postgres://me:secret@db.example.com:6432/souk',
    'postgresql://me@db.example.com/souk',
    'POSTGRES://me@db.example.com/souk',
    'postgres://db.example.com',
    'postgres://',
    'postgres:///souk',
    'postgres://me:secret@/souk',
    'postgres://me:secret@/souk?host=/var/run/postgresql',
    'postgres://me:secret@%2Fvar%2Frun%2Fpostgresql/souk',
    'postgres://%2Fvar%2Frun/souk?host=elsewhere',
    'postgres://me:s%40cr%2Fet%3F%23@host/so%20uk',
    'postgres://me:100%@host/souk',
    'postgres://me:a b@host/souk',
    'postgres://me:p%C3%A4ss@host/b%C3%BCcher',
    'postgres://[::1]:5433/souk',
    'postgres://host/souk?user=other&password=else&port=1234',
    'postgres://me@host:5432/souk?host=other',
    'postgres://host/souk?application_name=jobs&statement_timeout=500&options=-c%20search_path%3Dx',
    'postgres://host/souk?client_encoding=UTF8&keepalives=0&connect_timeout=3',
    'postgres://host/souk?__proto__=x&constructor=y',
    'socket:/var/run/postgresql?db=souk&encoding=utf8',
    'socket://me:secret@/var/run/postgresql?db=souk&ssl=true&port=6000',
    '/var/run/postgresql souk',
    '/var/run/postgresql',
    ...['true', '1', '0', 'false', 'yes'].map((ssl) => `postgres://host/souk?ssl=${ssl}`),
    ...['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify', 'other', ''].flatMap(
      (mode) => [
        `postgres://host/souk?sslmode=${mode}`,
        `postgres://host/souk?ssl=true&sslmode=${mode}`,
        `postgres://host/souk?sslnegotiation=direct&sslmode=${mode}`,
      ],
    ),
    'postgres://host/souk?sslnegotiation=direct',
    'postgres://host/souk?sslnegotiation=direct&ssl=0',
    ...['disable', 'prefer', 'require', 'verify-full'].map(
      (mode) => `postgres://host/souk?uselibpqcompat=true&sslmode=${mode}`,
    ),
  ])('takes %s apart as pg-connection-string does', (url) => {
    expect(comparable(parseConnectionString(url))).toEqual(comparable(parseIntoClientConfig(url)))
  })

  it.each(['sslcert', 'sslkey', 'sslrootcert'])('reads the file of %s', (name) => {
    for (const mode of ['', '&sslmode=no-verify', '&sslmode=verify-full', '&sslmode=disable']) {
      const url = `postgres://host/souk?${name}=${pem}${mode}`
      expect(comparable(parseConnectionString(url))).toEqual(comparable(parseIntoClientConfig(url)))
    }
  })

  it.each(['require', 'verify-ca'])('takes any host with a good certificate for libpq’s %s', (mode) => {
    const url = `postgres://host/souk?uselibpqcompat=true&sslmode=${mode}&sslrootcert=${pem}`
    for (const { ssl } of [parseConnectionString(url), parseIntoClientConfig(url)]) {
      expect(ssl).toMatchObject({ ca: 'a certificate' })
      expect(Object.keys(ssl ?? {}).sort()).toEqual(['ca', 'checkServerIdentity'])
    }
  })

  it.each([
    ['another scheme', 'mysql://me:hush@host/souk'],
    ['a host that is none', 'postgres://me:hush@ho st:1:2/souk'],
    ['a port that is no number', 'postgres://me:hush@host/souk?port=hush'],
    ['a port out of range', 'postgres://me:hush@host:99999/souk'],
    ['bytes that are no UTF-8', 'postgres://me:hush%ff@host/souk'],
    ['a bare slash in the password', 'postgres://me:hu/sh@host/souk'],
    ['a certificate that is not there', 'postgres://me:hush@host/souk?sslrootcert=/no/hush.pem'],
    ['verify-ca without an authority', 'postgres://me:hush@host/souk?uselibpqcompat=true&sslmode=verify-ca'],
  ])('refuses %s, and quotes nothing of it', (_, url) => {
    const error = refusal(() => parseConnectionString(url))
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error.field).toBe('url')
    expect(error.message).not.toMatch(/hush|hu\/sh/)
  })
})
