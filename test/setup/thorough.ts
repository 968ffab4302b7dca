import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Reports whether a file of tests is one of the thorough: those that take long to find what is rarely broken. It says so
 * in a line above its imports, with the reason: `// Thorough: …`.
 */
export function isThorough(file: string): boolean {
  return /^\/\/ Thorough: \S/m.test(readFileSync(file, 'utf8').slice(0, 1_000))
}

/** Lists the thorough files. */
export function thoroughFiles(): readonly string[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join('test', path))
    .filter(isThorough)
}

/** True if a run has the thorough files: on CI, and where somebody asks for them. */
export const runsThorough = Boolean(process.env['CI'] ?? process.env['SOUK_TEST_THOROUGH'])
