import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { SetupError } from '../../errors.js'

/**
 * Checks that a file can be written, before the work whose result goes there.
 *
 * @throws {@link SetupError} if it cannot.
 */
export async function assertWritable(file: string): Promise<void> {
  const path = resolve(file)
  try {
    const existing = await stat(path).catch(() => null)
    if (existing?.isDirectory() === true) throw new SetupError(`${file} is a folder: name a file`)
    await access(existing === null ? dirname(path) : path, constants.W_OK)
  } catch (cause) {
    if (cause instanceof SetupError) throw cause
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new SetupError(`${file} cannot be written (${code}): is its folder there, and yours to write to?`, {
      cause,
    })
  }
}
