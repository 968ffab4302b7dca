import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder bench/: what runs is compiled into a folder in it. */
export const benchFolder = dirname(dirname(fileURLToPath(import.meta.url)))

/** The root of the repository. */
export const repositoryFolder = join(benchFolder, '..')
