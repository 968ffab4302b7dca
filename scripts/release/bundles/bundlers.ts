import { join } from 'node:path'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { build as esbuild } from 'esbuild'
import { rollup } from 'rollup'
import { build as vite } from 'vite'
import webpack from 'webpack'

/** Builds a service into one folder, with everything that it needs. */
export type Bundle = (entry: string, outDirectory: string) => Promise<string>

/** Packages that are CommonJS ask for modules of Node by `require`, which an ES module has not. */
const requireInModules = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`

export const esbuildToModule: Bundle = async (entry, outDirectory) => {
  await esbuild({
    entryPoints: [entry],
    outfile: join(outDirectory, 'service.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: { js: requireInModules },
    logLevel: 'error',
  })
  return 'service.mjs'
}

export const esbuildToCommonJs: Bundle = async (entry, outDirectory) => {
  await esbuild({
    entryPoints: [entry],
    outfile: join(outDirectory, 'service.cjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  })
  return 'service.cjs'
}

export const webpackToCommonJs: Bundle = async (entry, outDirectory) => {
  const compiler = webpack({
    mode: 'production',
    target: 'node20',
    entry,
    output: { path: outDirectory, filename: 'service.cjs' },
    // Only one of the cases, since it takes longer than all the rest.
    optimization: { minimize: entry.endsWith('.mjs') },
  })
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) =>
    compiler.run((error, result) => (error === null ? resolve(result) : reject(error))),
  )
  await new Promise((resolve) => compiler.close(resolve))
  if (stats === undefined || stats.hasErrors()) throw new Error(stats?.toString('errors-only'))
  return 'service.cjs'
}

/** The types of these plugins are of CommonJS, and say that Node has the function under `default`. */
function pluginOf<Plugin>(module: { readonly default: Plugin }): Plugin {
  return module as unknown as Plugin
}

export const rollupToModule: Bundle = async (entry, outDirectory) => {
  const bundle = await rollup({
    input: entry,
    plugins: [
      nodeResolve({ preferBuiltins: true }),
      pluginOf(commonjs)({ ignoreDynamicRequires: true }),
      pluginOf(json)(),
    ],
    onwarn: () => undefined,
  })
  await bundle.write({
    dir: outDirectory,
    format: 'es',
    entryFileNames: 'service.mjs',
    chunkFileNames: '[name].mjs',
  })
  await bundle.close()
  return 'service.mjs'
}

export const viteForServer: Bundle = async (entry, outDirectory) => {
  await vite({
    configFile: false,
    root: join(entry, '..'),
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: outDirectory,
      minify: true,
      rolldownOptions: { output: { entryFileNames: 'service.mjs' } },
    },
  })
  return 'service.mjs'
}
