import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface MigrationFolder extends AsyncDisposable {
  readonly directory: string
  write(file: string, sql: string): Promise<void>
  remove(file: string): Promise<void>
}

/** A folder of migrations that lasts as long as a test. */
export async function migrationFolder(files: Readonly<Record<string, string>>): Promise<MigrationFolder> {
  const directory = await mkdtemp(join(tmpdir(), 'souk-migrations-'))
  const write = (file: string, sql: string) => writeFile(join(directory, file), sql)
  await Promise.all(Object.entries(files).map(([file, sql]) => write(file, sql)))
  return {
    directory,
    write,
    remove: (file) => rm(join(directory, file)),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  }
}
