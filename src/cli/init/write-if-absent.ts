import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SetupError } from '../../errors.js'

/**
 * Writes a file unless it exists, and reports what it did.
 *
 * @throws {@link SetupError} if it cannot be written.
 */
export async function writeIfAbsent(path: string, content: string): Promise<string> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content, { flag: 'wx' })
    return `${path}: written`
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      return `${path}: is there already`
    throw new SetupError(`${path} cannot be written`, { cause })
  }
}
