import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** The compiler of TypeScript 7, which takes a fifth of the time that the one of 5.9 takes. */
export const compiler = join(root, 'node_modules/typescript-7/bin/tsc')
