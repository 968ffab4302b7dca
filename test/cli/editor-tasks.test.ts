// Thorough: waits for the rounds of a watch.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatMistake } from '../../src/generate/format-mistake.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { Workspace } from '../setup/generate/workspace.js'
import { soukDb } from '../setup/souk-db.js'

interface Matcher {
  readonly pattern: { readonly regexp: string } & Readonly<
    Record<'file' | 'line' | 'message' | 'code', number>
  >
  readonly background?: { readonly beginsPattern: string; readonly endsPattern: string }
}

interface Tasks {
  readonly tasks: readonly { readonly script: string; readonly problemMatcher: Matcher }[]
}

/** Runs `souk-db init` in a workspace, and returns the matchers of the tasks that it writes. */
async function matchers(workspace: Workspace): Promise<Readonly<Record<string, Matcher>>> {
  await workspace.write('package.json', '{}')
  expect(await soukDb(['init'], { cwd: workspace.directory })).toMatchObject({ code: 0 })
  const text = await readFile(join(workspace.directory, '.vscode/tasks.json'), 'utf8')
  const { tasks } = JSON.parse(text) as Tasks
  return Object.fromEntries(tasks.map(({ script, problemMatcher }) => [script, problemMatcher]))
}

/** Reads a line as an editor does; null if it is no problem. */
function problemOf({ pattern }: Matcher, line: string) {
  const match = new RegExp(pattern.regexp).exec(line)
  if (match === null) return null
  return `${match[pattern.file]}|${match[pattern.line]}|${match[pattern.message]}|${match[pattern.code]}`
}

/** Divides what a watch prints into rounds, and lists the problems of each. */
function rounds(matcher: Matcher, output: string) {
  const { beginsPattern = '', endsPattern = '' } = matcher.background ?? {}
  const ended: string[][] = []
  let open: string[] | null = null
  for (const line of output.split('\n')) {
    if (new RegExp(beginsPattern).test(line)) open = []
    const problem = problemOf(matcher, line)
    if (problem !== null) open?.push(problem)
    if (!new RegExp(endsPattern).test(line)) continue
    expect(open, `a round ends that has not begun:\n${output}`).not.toBeNull()
    ended.push(open ?? [])
    open = null
  }
  return ended
}

const wrong = '/* @name listNames */\nselect users.usernam from users limit 5;\n'
const right = wrong.replace('usernam', 'username')
const unordered = right.replace(' limit', ' order by users.full_name limit')

describe('the tasks that souk-db init writes', () => {
  it('find the mistakes of a run', async () => {
    await using database = await createTestDatabase()
    await using workspace = await Workspace.create(database.url, { 'users.sql': wrong })
    const { generate } = await matchers(workspace)
    if (generate === undefined) throw new Error('there is no task for generate')
    const { stderr } = await soukDb(['generate', '--url', database.url], { cwd: workspace.directory })
    expect(stderr.split('\n').flatMap((line) => problemOf(generate, line) ?? [])).toEqual([
      'sql/users.sql|2|column users.usernam does not exist|42703',
    ])
  })

  it('find those of each round of a watch, and that they are gone', async () => {
    await using database = await createTestDatabase()
    await using workspace = await Workspace.create(database.url, { 'users.sql': wrong })
    const { 'generate:watch': watch } = await matchers(workspace)
    if (watch === undefined) throw new Error('there is no task for generate:watch')
    const saves = [unordered, right]
    let done = 0
    const { code, stderr } = await soukDb(['generate', '--url', database.url, '--watch'], {
      cwd: workspace.directory,
      onStderr: (text, kill) => {
        // A file may be read while it is written, so a save may make more than one round.
        const last = rounds(watch, text).at(-1)
        const awaited = [/42703/, /total-order/, /^$/][done]
        if (last === undefined || awaited?.test(last.join(' ')) !== true) return
        const next = saves[done++]
        if (next === undefined) kill('SIGINT')
        else void workspace.write('sql/users.sql', next)
      },
    })
    expect(code).toBe(0)
    const found = rounds(watch, stderr)
    expect(found[0]).toEqual(['sql/users.sql|2|column users.usernam does not exist|42703'])
    expect(found.flat()).toContainEqual(expect.stringMatching(/^sql\/users\.sql\|2\|.*\|total-order$/))
    expect(found.at(-1)).toEqual([])
  })

  it('read a path with a drive, and a message with brackets and colons', async () => {
    await using workspace = await Workspace.create('postgres://nowhere.invalid/none', {})
    const { generate } = await matchers(workspace)
    if (generate === undefined) throw new Error('there is no task for generate')
    const written = formatMistake({
      ...{ file: 'C:/work/a b/sql/users.sql', line: 12, column: 3, rule: 'type', sqlState: null, hint: null },
      ...{ message: 'function f(integer) is not unique: 1:2 (twice)', source: '  select f(1)' },
    })
    expect(written.split('\n').flatMap((line) => problemOf(generate, line) ?? [])).toEqual([
      'C:/work/a b/sql/users.sql|12|function f(integer) is not unique: 1:2 (twice)|type',
    ])
  })
})
