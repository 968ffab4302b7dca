/** The package, on Bun. */
export { open } from './souk.js'
