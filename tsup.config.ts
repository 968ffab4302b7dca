import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { defineConfig, type Options } from 'tsup'

// Two builds write into one folder at the same time, so neither may clean it.
rmSync('dist', { recursive: true, force: true })

const library = {
  index: 'src/index.ts',
  'geo/index': 'src/geo/index.ts',
  'embedded/index': 'src/embedded/index.ts',
  'testing/index': 'src/testing/index.ts',
  'testing/global-setup': 'src/testing/global-setup.ts',
}

/** What is started, not imported: a module of its own in both builds. */
const programs = {
  'cli/main': 'src/cli/main.ts',
  'embedded/thread/main': 'src/embedded/thread/main.js',
}

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/**
 * Lets everything around the main entry point load all of it. What entry points share comes in as many files as there
 * are sets of entry points that share something, and a file more costs a start more than what is in it; so there is
 * one file for what all share, geo too, and one for what all but geo share.
 */
const fewFiles: Plugin = {
  name: 'few-files',
  setup(build) {
    build.initialOptions.ignoreAnnotations = true
    const main = JSON.stringify(join(import.meta.dirname, 'src/index.ts'))
    build.onLoad(
      { filter: /[/\\]src[/\\](?:cli|demo|embedded|generate|testing)[/\\].*\.ts$/ },
      async ({ path }) => ({
        contents: `${await readFile(path, 'utf8')}\nimport ${main}\n`,
        loader: 'ts',
      }),
    )
  },
}

const shared: Options = {
  outDir: 'dist',
  target: 'node20',
  platform: 'node',
  // Entry points share their code, and with it the error classes: `instanceof` holds across them.
  splitting: true,
  sourcemap: true,
  clean: false,
  // Every package is the installer's to resolve: those in dependencies, and the optional ones where they are wanted.
  skipNodeModulesBundle: true,
  esbuildPlugins: [fewFiles],
  dts: { entry: library },
}

export default defineConfig([
  {
    ...shared,
    format: 'esm',
    entry: { ...library, ...programs },
    async onSuccess() {
      // The demo prints the code that it runs, as it was written and not as the build has it.
      await cp('src/demo/scenes', 'dist/demo/scenes', { recursive: true })
      await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/build-base-image.ts'])
    },
  },
  {
    ...shared,
    format: 'cjs',
    entry: library,
    // What a module knows of its own place goes by other names here; tsup's shim for import.meta.url breaks on # and %.
    esbuildOptions(options) {
      options.define = {
        ...options.define,
        'import.meta.filename': '__filename',
        'import.meta.dirname': '__dirname',
      }
    },
  },
])
