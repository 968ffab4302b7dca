import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { errorCode } from '../../src/setup/error-code.js'

it('knows the code of an error of Node in a test runner that has globals of its own', () => {
  const foreign: unknown = runInNewContext(`Object.assign(new Error('no such file'), { code: 'ENOENT' })`)
  expect(foreign instanceof Error).toBe(false)
  expect(errorCode(foreign)).toBe('ENOENT')
  expect(errorCode(new Error('without'))).toBeNull()
  expect(errorCode({ code: 7 })).toBeNull()
  expect(errorCode(null)).toBeNull()
})
