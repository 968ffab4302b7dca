import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findPackageRoot } from '../../src/setup/package-root.js'

const run = promisify(execFile)
const root = findPackageRoot().directory

export interface Output {
  readonly stdout: string
  readonly stderr: string
}

/** A project that has installed this package, as it would be published now. */
export interface InstalledPackage {
  /** The tarball. */
  readonly tarball: string
  /** The paths in the tarball, without their common first folder. */
  readonly files: readonly string[]
  /** The project's folder. */
  readonly project: string
  /** Writes a file of the project and gives its path. */
  write(file: string, text: string): Promise<string>
  /** Runs a program of Node in the project; rejects with its output if it fails. */
  node(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Output>
  /** Adds packages of this repository to the project. */
  link(...packages: readonly string[]): Promise<void>
  remove(): Promise<void>
}

/**
 * Builds and packs a copy of the working tree, and unpacks the tarball into a project of its own. `SOUK_TEST_TARBALL` names
 * one that is made already.
 *
 * Of this repository's packages the project gets those that ours depends on and no other, so that an import which
 * package.json does not declare fails as it would for a stranger. That they are linked and not fetched keeps the
 * network out of it.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'souk-package-')))
  const tarball = process.env['SOUK_TEST_TARBALL'] ?? (await pack(join(folder, 'source'), folder))
  const project = join(folder, 'project')
  await unpack(tarball, join(project, 'node_modules/@souk/db'))
  await writeFile(join(project, 'package.json'), '{ "name": "a-service", "private": true, "type": "module" }')
  const { stdout } = await run('tar', ['-tzf', tarball])
  return {
    tarball,
    files: stdout
      .trim()
      .split('\n')
      .map((path) => path.replace(/^package\//, '')),
    project,
    async write(file, text) {
      const path = join(project, file)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
      return path
    },
    node: (args, env = {}) =>
      run(process.execPath, [...args], { cwd: project, env: { PATH: process.env['PATH'], ...env } }),
    link: (...packages) => link(join(project, 'node_modules'), packages),
    remove: () => rm(folder, { recursive: true }),
  }
}

async function pack(source: string, destination: string): Promise<string> {
  await mkdir(source)
  const ingredients = [
    'package.json',
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'docs',
    'examples',
    'src',
    'generated',
    'migrations',
    'sql',
    'tsconfig.json',
    'tsup.config.ts',
    'scripts/build',
  ]
  // The service has packages of its own, and is not in the tarball.
  const filter = (path: string) => !path.endsWith('souk-service')
  for (const name of ingredients) await cp(join(root, name), join(source, name), { recursive: true, filter })
  await symlink(join(root, 'node_modules'), join(source, 'node_modules'))
  const { stdout } = await run('npm', ['pack', '--json', '--offline', '--pack-destination', destination], {
    cwd: source,
    maxBuffer: 16 * 1024 * 1024,
  })
  // The build, which packing starts, writes to the same output.
  const [packed] = JSON.parse(stdout.slice(stdout.lastIndexOf('\n[\n') + 1)) as [
    { readonly filename: string },
  ]
  return join(destination, packed.filename)
}

async function unpack(tarball: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true })
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', into])
  const modules = join(into, '../..')
  const manifest = JSON.parse(await readFile(join(into, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
    readonly bin: Readonly<Record<string, string>>
  }
  // A project in TypeScript brings the types of Node itself.
  await link(modules, [...Object.keys(manifest.dependencies), '@types/node'])
  await mkdir(join(modules, '.bin'))
  for (const [name, file] of Object.entries(manifest.bin))
    await symlink(join(into, file), join(modules, '.bin', name))
}

async function link(modules: string, packages: readonly string[]): Promise<void> {
  for (const name of packages) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(modules, name))
  }
}
