import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig, type Options } from 'tsup'
import { builtinsOfNode, bundledPackages } from './scripts/build/bundled-packages.js'
import { embedMigrations } from './scripts/build/embed-migrations.js'
import { libraryEntries, programEntries, shapingEntries } from './scripts/build/entries.js'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

const root = import.meta.dirname

/**
 * Lets everything around the main entry point load all of it. What entry points share comes in as many files as there
 * are sets of entry points that share something, and a file more costs a start more than what is in it; so there is
 * one file for what stands without an engine, one for geometries, and one for all the rest that entry points share.
 */
const fewFiles: Plugin = {
  name: 'few-files',
  setup(build) {
    build.initialOptions.ignoreAnnotations = true
    const alsoLoad = (filter: RegExp, other: string) => {
      const path = JSON.stringify(join(root, other))
      build.onLoad({ filter }, async (file) => ({
        contents: `${await readFile(file.path, 'utf8')}\nimport ${path}\n`,
        loader: 'ts',
      }))
    }
    alsoLoad(/[/\\]src[/\\](?:cli|demo|embedded|generate|map-page|testing)[/\\].*\.ts$/, libraryEntries.index)
    alsoLoad(/[/\\]src[/\\]geo[/\\]index\.ts$/, shapingEntries.light)
  },
}

// The ES modules and the types; scripts/build/finish.ts makes the rest of them.
export default defineConfig({
  outDir: 'dist',
  format: 'esm',
  entry: { ...libraryEntries, ...programEntries, ...shapingEntries },
  target: 'node20',
  platform: 'node',
  // Entry points share their code, and with it the error classes: `instanceof` holds across them.
  splitting: true,
  // The code is as it was written but for its types: names, lines and stacks can be read without a map.
  sourcemap: false,
  clean: true,
  // Every package is the installer's to resolve, but for the small ones of the command line.
  skipNodeModulesBundle: true,
  noExternal: [...bundledPackages, /^(?:node:)?(?:child_process|events|fs|path|process|readline|util)$/],
  removeNodeProtocol: false,
  esbuildPlugins: [fewFiles, embedMigrations(join(root, 'migrations')), builtinsOfNode],
  dts: { entry: libraryEntries },
})
