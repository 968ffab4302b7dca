import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { refusalOf } from '../../src/map-page/refusal.js'

function asks(host: string, port: number) {
  const request = new IncomingMessage(new Socket())
  Object.assign(request, { method: 'GET', url: '/' })
  request.headers.host = host
  return refusalOf(request, port)
}

it('serves browsers on port 80, which they leave out of the host', () => {
  for (const host of ['127.0.0.1', 'localhost', 'localhost:80']) expect(asks(host, 80)).toBeNull()
  expect(asks('elsewhere.example', 80)?.status).toBe(421)
  expect(asks('localhost', 8080)?.status).toBe(421)
})
