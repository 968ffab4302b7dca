import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordBuild } from '../../scripts/build/build-record.js'
import { keepRelease } from '../../scripts/release/keep-release.js'
import { releaseProblems } from '../../scripts/release/release-problems.js'

let root: string

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}

async function git(...args: readonly string[]): Promise<void> {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']
  await promisify(execFile)('git', [...who, ...args], { cwd: root })
}

async function commit(): Promise<void> {
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'Prepare')
}

/** A repository that is ready for 1.0.0. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'souk-release-'))
  await write('.gitignore', 'dist/\n.cache/\n')
  await write('package.json', '{}')
  await write('CHANGELOG.md', '# Changelog\n\n## 1.0.0\n')
  await write('.changeset/README.md', '# Changesets\n')
  await write('src/index.ts', 'export const one = 1\n')
  await write('dist/index.js', 'export const one = 1\n')
  await write('migrations/1_first.sql', 'select 1;\n')
  await write('generated/manifest.json', '{ "queries": {} }\n')
  await mkdir(join(root, 'releases'))
  await keepRelease({
    version: '1.0.0',
    manifest: join(root, 'generated/manifest.json'),
    migrations: join(root, 'migrations'),
    releases: join(root, 'releases'),
  })
  await git('init', '--quiet')
  await commit()
  await recordBuild(root)
})
afterEach(() => rm(root, { recursive: true }))

describe('releaseProblems', () => {
  it('finds nothing where everything is committed, kept, told and built', async () => {
    expect(await releaseProblems(root, '1.0.0')).toEqual([])
  })

  it('refuses files that are not committed', async () => {
    await write('notes.txt', 'to do')
    expect(await releaseProblems(root, '1.0.0')).toEqual(['files are not committed:\n?? notes.txt'])
  })

  it.each([
    ['sources that changed after the build', 'src/index.ts'],
    ['a migration that changed after the build', 'migrations/1_first.sql'],
    ['a build that was edited', 'dist/index.js'],
  ])('refuses %s', async (_, path) => {
    await write(path, 'select 2; -- another')
    if (!path.startsWith('dist/')) await commit()
    expect(await releaseProblems(root, '1.0.0')).toContainEqual(
      'dist/ was not built from these files: run "npm run build"',
    )
  })

  it('refuses a folder in which nothing was built', async () => {
    await rm(join(root, 'dist'), { recursive: true })
    await rm(join(root, '.cache'), { recursive: true })
    expect(await releaseProblems(root, '1.0.0')).toHaveLength(1)
  })

  it('refuses a version whose manifest is not kept or that the changelog does not name', async () => {
    expect(await releaseProblems(root, '1.1.0')).toEqual([
      'releases/1.1.0.manifest.json: run "npm run release:manifest" and commit the result',
      'CHANGELOG.md has no "## 1.1.0"',
    ])
  })

  it('refuses changesets that no version has taken up', async () => {
    await write('.changeset/kind-owls.md', '---\n"@souk/db": patch\n---\n\nFix it.\n')
    await commit()
    expect(await releaseProblems(root, '1.0.0')).toEqual([
      '.changeset/ holds kind-owls.md: run "npx changeset version"',
    ])
  })

  it('refuses a version that is tagged elsewhere', async () => {
    await git('tag', 'v1.0.0')
    expect(await releaseProblems(root, '1.0.0')).toEqual([])
    await write('notes.txt', 'done')
    await commit()
    expect(await releaseProblems(root, '1.0.0')).toEqual([
      'the tag v1.0.0 is on another commit: a version is published once',
    ])
  })
})
