/** The entry points of the package, as `exports` in package.json names their files below `dist/`. */
export const libraryEntries = {
  index: 'src/index.ts',
  'geo/index': 'src/geo/index.ts',
  'embedded/index': 'src/embedded/index.ts',
  'testing/index': 'src/testing/index.ts',
  'testing/global-setup': 'src/testing/global-setup.ts',
} as const

/** Entry points that are started, not imported. */
export const programEntries = {
  'cli/main': 'src/cli/main.ts',
  'embedded/thread/main': 'src/embedded/thread/main.js',
} as const

/** Files that only shape those of the build, and are deleted from it. */
export const shapingEntries = { light: 'scripts/build/light.ts' } as const
