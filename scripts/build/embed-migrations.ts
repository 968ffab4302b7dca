import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/** Puts the texts of the migrations in the place of the module that reads them, so that they travel with the code. */
export function embedMigrations(directory: string): Plugin {
  return {
    name: 'embed-migrations',
    setup(build) {
      build.onLoad({ filter: /[/\\]src[/\\]migrate[/\\]package-migrations\.ts$/ }, async () => {
        const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
        const texts = await Promise.all(
          names.map(async (name) => {
            const text = await readFile(join(directory, name), 'utf8')
            return `  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`
          }),
        )
        return {
          contents: `export const packageMigrations = async () => ({\n${texts.join('')}})\n`,
          loader: 'js',
        }
      })
    },
  }
}
