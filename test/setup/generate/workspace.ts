import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GenerationError, type GenerationMistake } from '../../../src/errors.js'
import { generate, type GenerateOptions, type GenerateReport } from '../../../src/generate/generate.js'

/** A folder with `sql/` and `generated/` that lives as long as a test. */
export class Workspace implements AsyncDisposable {
  readonly directory: string
  readonly #url: string

  private constructor(directory: string, url: string) {
    this.directory = directory
    this.#url = url
  }

  /** @param url - the database that the queries are shown to */
  static async create(url: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<Workspace> {
    const workspace = new Workspace(await mkdtemp(join(tmpdir(), 'souk-generate-')), url)
    await mkdir(workspace.sql)
    for (const [name, text] of Object.entries(files)) await workspace.write(`sql/${name}`, text)
    return workspace
  }

  get sql(): string {
    return join(this.directory, 'sql')
  }

  get out(): string {
    return join(this.directory, 'generated')
  }

  async write(path: string, text: string | Uint8Array): Promise<void> {
    await mkdir(join(this.directory, path, '..'), { recursive: true })
    await writeFile(join(this.directory, path), text)
  }

  read(name: string): Promise<string> {
    return readFile(join(this.out, name), 'utf8')
  }

  remove(path: string): Promise<void> {
    return rm(join(this.directory, path))
  }

  /** The names in `generated/`, in order. */
  async output(): Promise<string[]> {
    return (await readdir(this.out)).sort()
  }

  /** Generates; without the lint rules and for the newest versions unless asked, so that a test of types can have any SQL. */
  generate(options: Partial<GenerateOptions> = {}): Promise<GenerateReport> {
    return generate({
      lint: false,
      postgres: 18,
      postgis: '3.6',
      sqlDirectory: this.sql,
      outDirectory: this.out,
      schema: { url: this.#url },
      ...options,
    })
  }

  /** Generates, and gives what is wrong; an empty list if nothing is. */
  async mistakes(options: Partial<GenerateOptions> = {}): Promise<readonly GenerationMistake[]> {
    try {
      await this.generate(options)
      return []
    } catch (error) {
      if (error instanceof GenerationError) return error.mistakes
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.directory, { recursive: true, force: true })
  }
}
