import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupError } from '../../errors.js'

/** The forms of a dump: those that pg_restore reads, and SQL for psql. */
export type DumpForm = 'custom' | 'directory' | 'tar' | 'plain'

/** A dump on the disk. */
export interface DumpFile {
  readonly path: string
  readonly form: DumpForm
}

/** The bytes at either end of a file that are looked at. */
const endBytes = 4_096

/** A fault of a dump that is seen before anything is restored. */
export class UnusableDump extends Error {}

/**
 * Looks at a dump: its form, and whether it is whole as far as its ends tell.
 *
 * @throws {@link UnusableDump} with the reason.
 */
export async function readDumpFile(path: string): Promise<DumpFile> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new UnusableDump('there is no such file or folder')
  if (found.isDirectory()) {
    const contents = await stat(join(path, 'toc.dat')).catch(() => null)
    if (contents === null) throw new UnusableDump('the folder is no dump: it holds no toc.dat')
    return { path, form: 'directory' }
  }
  const { head, tail } = await readEnds(path)
  if (head.startsWith('PGDMP')) return { path, form: 'custom' }
  if (head.startsWith('toc.dat')) return { path, form: 'tar' }
  if (!head.includes('-- PostgreSQL database dump')) throw new UnusableDump('it is no dump of pg_dump')
  if (!tail.includes('-- PostgreSQL database dump complete')) {
    throw new UnusableDump('it is cut short: its last line is missing')
  }
  return { path, form: 'plain' }
}

async function readEnds(path: string): Promise<{ readonly head: string; readonly tail: string }> {
  const file = await open(path).catch(() => null)
  if (file === null) throw new SetupError('the dump may not be read by this user')
  try {
    const { size } = await file.stat()
    const part = async (position: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(endBytes), 0, endBytes, position)
      return buffer.toString('latin1', 0, bytesRead)
    }
    return { head: await part(0), tail: await part(Math.max(0, size - endBytes)) }
  } finally {
    await file.close()
  }
}
