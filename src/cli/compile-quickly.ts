import { setFlagsFromString } from 'node:v8'

/**
 * Has WebAssembly compiled once and quickly. A command that ends after seconds never earns back what V8's optimizing
 * compiler takes: of a warm generation it took 2.2 of 6.1 seconds of processor time.
 *
 * The flag counts for modules that are loaded afterwards, in every thread of the process, so it belongs to programs alone.
 */
export function compileQuickly(): void {
  setFlagsFromString('--liftoff-only')
}
