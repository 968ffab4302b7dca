import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * The packages that only the command line needs, and what they need themselves. They are small and are built into it, so
 * that a service that uses the library installs none of them.
 */
export const bundledPackages = [
  'ansi-regex',
  'cli-progress',
  'commander',
  'emoji-regex',
  'fastest-levenshtein',
  'get-east-asian-width',
  'inflection',
  'is-fullwidth-code-point',
  'string-width',
  'strip-ansi',
] as const

/** Gives CommonJS packages within ES modules the modules of Node, which have no `require` there. */
export const builtinsOfNode: Plugin = {
  name: 'builtins-of-node',
  setup(build) {
    const namespace = 'builtin-of-node'
    build.onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path, kind }) => {
      const isBuiltin = process.getBuiltinModule(path) !== undefined
      return kind === 'require-call' && isBuiltin ? { path, namespace } : null
    })
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
      loader: 'js',
    }))
  },
}

/** Returns the licences of the packages that are built in, as their authors wrote them. */
export async function licencesOfBundled(root: string): Promise<string> {
  const parts = await Promise.all(
    bundledPackages.map(async (name) => {
      const folder = join(root, 'node_modules', name)
      const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
        readonly version: string
      }
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry))
      if (file === undefined) throw new Error(`${name} comes without its licence`)
      return `${name} ${version}\n\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`
    }),
  )
  return `The command line holds these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`
}
