import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { SkipReasons } from './test/setup/skip-reasons.js'

/** Where scripts/test-matrix.sh wants the results of this run. */
const report = process.env['SOUK_TEST_REPORT']
const jsonReport: ['json', { outputFile: string }][] = report ? [['json', { outputFile: report }]] : []

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['src/testing/global-setup.ts'],
    setupFiles: process.env['SOUK_TEST_POOLER_URL'] ? ['test/setup/testing/behind-pooler.ts'] : [],
    reporters: ['default', new SkipReasons(), ...jsonReport],
    pool: 'forks',
    // One more than there are cores, since many files wait for a server. Beyond eight workers, the connections of all
    // their pools would be too many for one server.
    maxWorkers: Math.min(availableParallelism() + 1, 8),
    // Files share the modules that their worker has loaded, which costs half as much: none of them may leave one changed.
    isolate: false,
    // Tests that run side by side wait for a server, most of the time.
    maxConcurrency: 15,
    // No file may count on another one to have run before it; the cache only serves to order them.
    cache: false,
    sequence: { shuffle: { files: true, tests: false } },
    // Long enough for a busy machine: what ends late has not failed, and what hangs is found all the same.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
})
