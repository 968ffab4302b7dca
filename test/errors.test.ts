import { describe, expect, it, vi } from 'vitest'
import * as errors from '../src/errors.js'

/** A second copy of the module, as `import` and `require` of the package give one process. */
async function otherCopy(): Promise<typeof errors> {
  vi.resetModules()
  const copy = await import('../src/errors.js')
  expect(copy.ConflictError).not.toBe(errors.ConflictError)
  return copy
}

const classes = Object.entries(errors).filter(
  (entry): entry is [string, typeof errors.TimeoutError] =>
    entry[0].endsWith('Error') &&
    typeof entry[1] === 'function' &&
    !['SoukError', 'isSoukError'].includes(entry[0]),
)

/** An instance of each class, without the constructor that each has of its own. */
function instanceOf(kind: typeof errors.TimeoutError, { code }: { readonly code: string }): Error {
  const error = new errors.TimeoutError('it failed')
  return Object.setPrototypeOf(Object.assign(error, { code }), kind.prototype) as Error
}

describe('the errors', () => {
  it('are all here', () => {
    expect(classes.map(([name]) => name).toSorted()).toEqual([
      'ConflictError',
      'ConnectionError',
      'ConstraintError',
      'DatabaseError',
      'ForbiddenError',
      'GenerationError',
      'InvalidInputError',
      'MigrationError',
      'NotFoundError',
      'OverloadError',
      'SetupError',
      'TimeoutError',
      'TransactionError',
    ])
  })

  it.each(classes)('%s has its name as a literal, which a minifier keeps', (name, kind) => {
    // The function's own name is not enumerable, and is what a minifier changes.
    expect(Object.getOwnPropertyDescriptor(kind, 'name')).toMatchObject({ value: name, enumerable: true })
  })

  it('have their names in the first line of the stack, in JSON and in copies', () => {
    const error = new errors.NotFoundError('users')
    expect(error.stack?.split('\n')[0]).toBe('NotFoundError: no such row in users')
    expect(error.name).toBe('NotFoundError')
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name: 'NotFoundError' })
    expect(Object.assign({}, error)).toMatchObject({ name: 'NotFoundError' })
  })

  it('of a service have the names of their own classes, and may be renamed', () => {
    class BidError extends errors.ConflictError {}
    const error = new BidError('offer_expired', 'too late')
    expect(error.name).toBe('BidError')
    error.name = 'Renamed'
    expect(error.name).toBe('Renamed')
  })
})

describe('instanceof', () => {
  it('recognises the errors of another copy by their class, and by no other', async () => {
    const copy = await otherCopy()
    const error: unknown = new copy.ConflictError('offer_expired', 'the offer has expired')
    expect(error).toBeInstanceOf(errors.ConflictError)
    expect(error).toBeInstanceOf(errors.SoukError)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(errors.ForbiddenError)
    expect(errors.isSoukError(error)).toBe(true)
    expect(new errors.TimeoutError('late')).toBeInstanceOf(copy.TimeoutError)
  })

  it('knows the class of each code', async () => {
    const copy = await otherCopy()
    const source = await import('node:fs/promises').then(({ readFile }) => readFile('src/errors.ts', 'utf8'))
    const codes = [...source.matchAll(/class (\w+) extends SoukError \{[^}]*?code = '(\w+)'/g)]
    expect(codes).toHaveLength(classes.length)
    for (const [, name = '', code = ''] of codes) {
      const mine = classes.find(([own]) => own === name)?.[1]
      const other = Object.entries(copy).find(([own]) => own === name)?.[1] as typeof errors.TimeoutError
      expect(mine).toBeDefined()
      expect(instanceOf(mine ?? errors.TimeoutError, { code }) instanceof other).toBe(true)
    }
  })

  it('takes no other copy for a subclass of a service', async () => {
    const copy = await otherCopy()
    class TimeoutError extends errors.TimeoutError {}
    expect(new copy.TimeoutError('late')).not.toBeInstanceOf(TimeoutError)
    expect(new TimeoutError('late')).toBeInstanceOf(TimeoutError)
    expect(new TimeoutError('late')).toBeInstanceOf(copy.TimeoutError)
  })

  it('refuses what is no error of the package', () => {
    for (const value of [null, undefined, 'conflict', {}, { code: 'conflict' }, new Error('conflict')])
      expect(value).not.toBeInstanceOf(errors.ConflictError)
    const later = Object.assign(new errors.TimeoutError('late'), { code: 'of_a_later_version' })
    expect(later).not.toBeInstanceOf(errors.ConflictError)
  })
})
