import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { SkipReasons } from './test/setup/skip-reasons.js'
import { ThoroughFirst } from './test/setup/thorough-first.js'
import { runsThorough, thoroughFiles } from './test/setup/thorough.js'

/** Where scripts/test-matrix.sh wants the results of this run. */
const report = process.env['SOUK_TEST_REPORT']
const jsonReport: ['json', { outputFile: string }][] = report ? [['json', { outputFile: report }]] : []

/** Whoever names files or folders wants them all. */
const isPart = process.argv.slice(2).some((argument) => argument.startsWith('test/'))

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(runsThorough || isPart ? [] : thoroughFiles())],
    globalSetup: ['src/testing/global-setup.ts', ...(isPart ? [] : ['test/setup/announce.ts'])],
    setupFiles: process.env['SOUK_TEST_POOLER_URL'] ? ['test/setup/testing/behind-pooler.ts'] : [],
    reporters: ['default', new SkipReasons(), ...jsonReport],
    pool: 'forks',
    // Twice as many as there are cores, since files wait for a server, for programs and for time to pass. Beyond eight
    // workers, the connections of all their pools would be too many for one server.
    maxWorkers: Math.min(2 * availableParallelism(), 8),
    // Files share the modules that their worker has loaded, which costs half as much: none of them may leave one changed.
    isolate: false,
    // Tests that run side by side wait for a server, most of the time.
    maxConcurrency: 15,
    cache: false, // which only serves to order files
    sequence: { sequencer: ThoroughFirst, seed: Date.now() },
    // Long enough for a busy machine: what ends late has not failed, and what hangs is found all the same.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
})
