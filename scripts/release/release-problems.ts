import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { isBuildStale } from '../build/build-record.js'
import { findUnkept } from './keep-release.js'

const run = promisify(execFile)

/** Lists the reasons why a working tree may not be published as a version; empty if it may. */
export async function releaseProblems(root: string, version: string): Promise<readonly string[]> {
  const git = async (...args: readonly string[]) => (await run('git', [...args], { cwd: root })).stdout.trim()
  const [changes, tag, head, unkept, changelog, changesets, isStale] = await Promise.all([
    git('status', '--porcelain'),
    git('rev-list', '-n', '1', `v${version}`).catch(() => null),
    git('rev-parse', 'HEAD'),
    findUnkept({
      version,
      manifest: join(root, 'generated/manifest.json'),
      migrations: join(root, 'migrations'),
      releases: join(root, 'releases'),
    }),
    readFile(join(root, 'CHANGELOG.md'), 'utf8'),
    readdir(join(root, '.changeset')),
    isBuildStale(root),
  ])
  const waiting = changesets.filter((name) => name.endsWith('.md') && name !== 'README.md')
  const problems: readonly (readonly [found: boolean, problem: string])[] = [
    [changes !== '', `files are not committed:\n${changes}`],
    [tag !== null && tag !== head, `the tag v${version} is on another commit: a version is published once`],
    [
      unkept.length > 0,
      `${unkept.map((path) => relative(root, path)).join(' and ')}: run "npm run release:manifest" and commit the result`,
    ],
    [waiting.length > 0, `.changeset/ holds ${waiting.join(', ')}: run "npx changeset version"`],
    [!changelog.split('\n').includes(`## ${version}`), `CHANGELOG.md has no "## ${version}"`],
    [isStale, 'dist/ was not built from these files: run "npm run build"'],
  ]
  return problems.flatMap(([found, problem]) => (found ? [problem] : []))
}
