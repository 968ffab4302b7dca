import { readFile } from 'node:fs/promises'
import { SetupError } from '../../errors.js'
import { shownPath } from '../shown-path.js'

/**
 * Reads a file as bytes.
 *
 * @throws {@link SetupError} if it cannot be read as a file.
 */
export function readBytes(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw new SetupError(`${shownPath(path)} cannot be read as a file`, { cause })
  })
}

/**
 * Reads a file as UTF-8.
 *
 * @throws {@link SetupError} if it cannot be read, or is not UTF-8: decoding would silently change a query.
 */
export async function readUtf8(path: string): Promise<string> {
  const bytes = await readBytes(path)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new SetupError(`${shownPath(path)} is not UTF-8`, { cause })
  }
}
