import { roundLines } from '../generate/text-output.js'

/** The line of `formatMistake` that has the place, with the SQLSTATE or rule at its end. */
const mistakePattern = {
  // The path may begin with a drive: C:/…
  regexp: String.raw`^(\S.*?):(\d+):(\d+) (.+) \(([\w-]+)\)$`,
  file: 1,
  line: 2,
  column: 3,
  message: 4,
  code: 5,
} as const

const problemMatcher = {
  owner: 'souk-db',
  source: 'souk-db',
  severity: 'error',
  // Paths outside of the folder are absolute.
  fileLocation: ['autoDetect', '${workspaceFolder}'],
  pattern: mistakePattern,
} as const

/** The tasks for Visual Studio Code: generation, once and as a watch. Both show mistakes at their lines. */
export const editorTasks = {
  version: '2.0.0',
  tasks: [
    { label: 'generate', type: 'npm', script: 'generate', group: 'build', problemMatcher },
    {
      label: 'generate:watch',
      type: 'npm',
      script: 'generate:watch',
      isBackground: true,
      problemMatcher: {
        ...problemMatcher,
        background: {
          // On a terminal the first round shows a spinner instead of its first line.
          activeOnStart: true,
          beginsPattern: wholeLine(roundLines.begin),
          endsPattern: wholeLine(roundLines.end),
        },
      },
    },
  ],
} as const

/** Returns a regular expression for a line. Lines here have no character with a meaning in one. */
function wholeLine(line: string): string {
  return `^${line}$`
}
