// Thorough: builds and packs the package.

import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPackageRoot } from '../../src/setup/package-root.js'
import { peerPackages } from '../../src/setup/peer-packages.js'
import { compiler } from '../setup/compiler.js'
import { installPackage, type InstalledPackage } from '../setup/installed-package.js'
import { guideBlocks, type GuideBlock } from '../setup/docs/guide-blocks.js'
import { GuideShell } from '../setup/docs/guide-shell.js'

const { directory: root } = findPackageRoot()
const wantedVersions: Readonly<Record<string, string>> = peerPackages

let installed: InstalledPackage
let shell: GuideShell

beforeAll(async () => {
  installed = await installPackage()
  await rm(join(installed.project, 'package.json'))
  shell = await GuideShell.open(installed.project)
}, 300_000)
afterAll(async () => {
  if (shell.isRunning) await shell.stop()
  await installed.remove()
})

/**
 * Does what `npm install` does for this line, with the packages of this repository and without the network. That the
 * package itself is not fetched has a reason too: it is the one that is about to be published.
 */
async function install(command: string): Promise<void> {
  const wanted = command
    .split(' ')
    .filter((word) => word !== 'npm' && word !== 'install' && !word.startsWith('--'))
  for (const word of wanted) {
    const [, name = '', version] = /^(@?[^@]+)(?:@(.+))?$/.exec(word) ?? []
    if (name === '@souk/db') continue
    // A version that the guide names is the one that this package wants.
    if (version !== undefined) expect(wantedVersions[name]).toBe(version)
    else expect(wantedVersions[name]).toBeUndefined()
    await rm(join(installed.project, 'node_modules', name), { force: true })
    await installed.link(name)
  }
  for (const program of wanted.filter((name) => name === 'tsx' || name === 'typescript')) {
    const [bin, file] =
      program === 'typescript' ? ['tsc', compiler] : [program, join(root, 'node_modules/.bin', program)]
    await symlink(file, join(installed.project, 'node_modules/.bin', bin))
  }
}

async function run({ lines, ends }: Extract<GuideBlock, { kind: 'commands' }>): Promise<void> {
  if (shell.isRunning) await shell.stop()
  shell.output = ''
  for (const [index, command] of lines.entries()) {
    if (command.startsWith('npm install ')) {
      await install(command)
    } else if (ends === 'until-stopped') {
      shell.start(command)
      await shell.printed((output) => output.includes('Watching; '))
    } else {
      const fails = ends === 'fails' && index === lines.length - 1
      const code = await shell.run(command)
      expect(fails ? code !== 0 : code, `${command}\n${shell.output}`).toBe(fails ? true : 0)
    }
  }
}

/** Times differ from run to run. */
const masked = (line: string) => line.replaceAll(/\d+\.\d+ s/g, '# s').trimEnd()

/** Finds lines in their order, among others; gives the first that is not there. */
function missingLine(lines: readonly string[], output: string): string | null {
  const printed = output.split('\n').map(masked)
  let at = 0
  for (const line of lines.map(masked)) {
    at = printed.indexOf(line, at) + 1
    if (at === 0) return line
  }
  return null
}

async function follow(block: GuideBlock): Promise<void> {
  switch (block.kind) {
    case 'commands':
      return run(block)
    case 'output':
      if (shell.isRunning) await shell.printed((output) => missingLine(block.lines, output) === null)
      expect(missingLine(block.lines, shell.output), shell.output).toBeNull()
      return
    case 'file': {
      const path = join(installed.project, block.path)
      if (block.isThere) {
        expect(await readFile(path, 'utf8')).toBe(block.content)
      } else {
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, block.content)
      }
    }
  }
}

describe('the guide', () => {
  it('runs as it stands, in an empty folder, and prints what it shows', async () => {
    const blocks = guideBlocks(await readFile(join(root, 'docs/guide.md'), 'utf8'))
    const commands = blocks.flatMap((block) => (block.kind === 'commands' ? block.lines : []))
    expect(commands).toContain('npm run generate')
    for (const block of blocks) await follow(block)
  }, 600_000)

  it('holds code that the compiler takes', async () => {
    const options =
      '--noEmit --strict --target ES2023 --module NodeNext --moduleResolution NodeNext --types node'
    await installed.node([compiler, ...options.split(' '), 'main.ts', 'clauses.ts', 'loans.ts'])
  })
})
