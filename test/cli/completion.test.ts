import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commandWords } from '../../src/cli/completion/command-words.js'
import { completionScript, shells, type Shell } from '../../src/cli/completion/completion-script.js'
import { createProgram } from '../../src/cli/program.js'

const folder = mkdtempSync(join(tmpdir(), 'souk-completion-'))
afterAll(() => rmSync(folder, { recursive: true }))

const program = createProgram()
const fileOf = (shell: Shell) => join(folder, shell)
for (const shell of shells) writeFileSync(fileOf(shell), completionScript(shell, program))

/** Completes a line as a shell does; the last word is the one at the cursor. */
const runs: Readonly<Record<Shell, (line: string) => readonly string[]>> = {
  bash: (line) => [
    '--norc',
    '-c',
    `source ${fileOf('bash')}; COMP_WORDS=(${line.replace(/ $/, " ''")}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); _souk_db; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  // What would be shown is printed: completion widgets run in a terminal alone.
  zsh: (line) => [
    '-f',
    '-c',
    `compdef() { }; _describe() { print -rl -- "\${(@P)2%%:*}"; }; compadd() { shift; print -rl -- "$@"; }; _files() { print files; }
     source ${fileOf('zsh')}; words=(${line.replace(/ $/, " ''")}); CURRENT=$#words; _souk_db`,
  ],
  fish: (line) => ['-N', '-c', `source ${fileOf('fish')}; complete -C '${line}'`],
}

function complete(shell: Shell, line: string): readonly string[] {
  const { stdout, stderr } = spawnSync(shell, runs[shell](line), {
    encoding: 'utf8',
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder },
  })
  expect(stderr).toBe('')
  return stdout
    .split('\n')
    .map((one) => (one.split('\t')[0] ?? '').trim())
    .filter((one) => one !== '')
}

describe.each(shells)('completion for %s', (shell) => {
  const isThere = spawnSync(shell, ['--version']).error === undefined

  it('completes commands, options and their values', (context) => {
    if (!isThere) context.skip(`${shell} is not installed`)
    expect(complete(shell, 'souk-db ')).toEqual(
      expect.arrayContaining(program.commands.map((command) => command.name())),
    )
    expect(complete(shell, 'souk-db migrate --')).toEqual(
      expect.arrayContaining(['--dry-run', '--url', '--no-color', '--lock-timeout']),
    )
    expect(complete(shell, 'souk-db backup ')).toContain('verify')
    expect(complete(shell, 'souk-db backup verify --')).toContain('--scratch')
    expect(complete(shell, 'souk-db backup verify --')).not.toContain('--dry-run')
    expect(complete(shell, 'souk-db maintain --task ')).toContain('offers.expire')
    expect(complete(shell, 'souk-db completion ')).toEqual(expect.arrayContaining([...shells]))
  })
})

it('knows each command and option of the program', () => {
  const paths = commandWords(program).map(({ path }) => path)
  expect(paths).toContain('backup verify')
  expect(paths).toHaveLength(new Set(paths).size)
  for (const script of shells.map((shell) => completionScript(shell, program))) {
    for (const { options } of commandWords(program))
      for (const { flags } of options) expect(script).toContain(flags[0]?.replace(/^--/, ''))
  }
})
