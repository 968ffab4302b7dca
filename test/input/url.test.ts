import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { url } from '../../src/input/url.js'
import { refusal } from '../setup/refusal.js'

describe('url', () => {
  it('leaves the spelling alone', () => {
    expect(url()('HTTPS://Souk.example/a b'.replace(' ', '%20'), 'avatarUrl')).toBe(
      'HTTPS://Souk.example/a%20b',
    )
  })

  it('accepts the protocols it is given and no others', () => {
    const stream = url({ protocols: ['rtmp:', 'rtmps:'] })
    expect(stream('rtmps://live.example/app', 'rtmpUrl')).toBe('rtmps://live.example/app')
    const error = refusal(() => stream('https://live.example/app', 'rtmpUrl'))
    expect(error.message).toBe('rtmpUrl: must be a URL that begins with rtmp:// or rtmps://')
  })

  it('takes nothing that a parser would refuse, and nothing away', () => {
    const label = fc.stringMatching(/^(xn--)?[a-z\d-]{1,6}$/)
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
    const rest = fc.string({ unit: 'binary-ascii', maxLength: 12 })
    fc.assert(
      fc.property(
        fc.constantFrom('http', 'https'),
        host,
        fc.option(fc.nat(99_999)),
        rest,
        (scheme, name, port, path) => {
          const value = `${scheme}://${name}${port === null ? '' : `:${port}`}/${path}`
          const isFine = URL.canParse(value) && !/[\s\p{Control}]/u.test(value)
          if (isFine) expect(url()(value, 'imageUrls[1]')).toBe(value)
          else expect(refusal(() => url()(value, 'imageUrls[1]')).field).toBe('imageUrls[1]')
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '/avatars/1.jpg',
    'souk.example/1.jpg',
    'https:souk.example',
    'https:\\\\souk.example',
    ' https://souk.example',
    'https://souk.example/a\nb',
    'https://souk.example/a b',
    'https://',
    `https://souk.example/${'a'.repeat(2_048)}`,
    '',
  ])('refuses %j', (value) => {
    const error = refusal(() => url()(value, 'imageUrls[1]'))
    expect(error.field).toBe('imageUrls[1]')
    expect(error.cause).toBeUndefined()
  })
})
