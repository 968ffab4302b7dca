import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'

/** A relative path to another file of the build, as imports name it. */
const within = /(?<=(?:from|import)\s*\(?\s*["'])(\.{1,2}\/[^"']+)\.js(?=["'])/g

const besides: Plugin = {
  name: 'besides',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, ({ path, kind }) =>
      kind === 'entry-point' ? null : { path: path.replace(/\.js$/, '.cjs'), external: true },
    )
  },
}

/**
 * Writes a CommonJS twin beside each ES module that entry points need, and beside their types.
 *
 * Each file is translated by itself, so that what entry points share they share in both builds, and with it the classes of
 * errors. Nothing but `import` and `export` is translated. Packages are loaded by `require`, also those that wait for
 * their first use: test runners that load CommonJS have no `import()`.
 *
 * @param entries - The paths of the entry points in `directory`, without extension.
 */
export async function writeCommonJs(directory: string, entries: readonly string[]): Promise<void> {
  const modules = await reachable(
    directory,
    entries.map((entry) => `${entry}.js`),
    '.js',
  )
  await build({
    entryPoints: modules.map((file) => join(directory, file)),
    outdir: directory,
    outbase: directory,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    supported: { 'dynamic-import': false },
    define: { 'import.meta.filename': '__filename', 'import.meta.dirname': '__dirname' },
    plugins: [besides],
    logLevel: 'warning',
  })
  const types = await reachable(
    directory,
    entries.map((entry) => `${entry}.d.ts`),
    '.d.ts',
  )
  for (const file of types) {
    const text = await readFile(join(directory, file), 'utf8')
    await writeFile(join(directory, file.replace(/\.d\.ts$/, '.d.cts')), text.replace(within, '$1.cjs'))
  }
}

/** Returns the files that are reached from others by relative imports, those included. */
async function reachable(
  directory: string,
  from: readonly string[],
  extension: string,
): Promise<readonly string[]> {
  const found = new Set<string>()
  const walk = async (file: string): Promise<void> => {
    if (found.has(file)) return
    found.add(file)
    const text = await readFile(join(directory, file), 'utf8')
    for (const [, path = ''] of text.matchAll(within))
      await walk(relative(directory, join(directory, dirname(file), `${path}${extension}`)))
  }
  for (const file of from) await walk(file)
  return [...found]
}
