import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A project in an empty folder, with the package as it would be published. */
export interface Project extends AsyncDisposable {
  /** The folder around the project, in which nothing is installed. */
  readonly around: string
  readonly directory: string
  readonly tarball: string
  /** Takes the project away, as a service is deployed without it: a bundle must not find what it was built from. */
  hide(): Promise<void>
}

/**
 * Packs what the build has left in `dist/`, and installs the tarball with npm, as a service does.
 *
 * @param root - The folder of this repository.
 */
export async function installTarball(root: string): Promise<Project> {
  const around = await realpath(await mkdtemp(join(tmpdir(), 'souk-bundles-')))
  const remove = () => rm(around, { recursive: true, force: true })
  try {
    const { stdout } = await run(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', around],
      {
        cwd: root,
        maxBuffer: 16 * 1024 * 1024,
      },
    )
    const [packed] = JSON.parse(stdout) as readonly [{ readonly filename: string }]
    const tarball = join(around, packed.filename)
    const directory = join(around, 'project')
    await mkdir(directory)
    await writeFile(join(directory, 'package.json'), '{ "name": "a-service", "private": true }')
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball], { cwd: directory })
    // The services that trace have OpenTelemetry's interface; to the others it is not installed.
    await mkdir(join(directory, 'traced/node_modules/@opentelemetry'), { recursive: true })
    await mkdir(join(directory, 'plain'))
    await symlink(
      join(root, 'node_modules/@opentelemetry/api'),
      join(directory, 'traced/node_modules/@opentelemetry/api'),
    )
    return {
      around,
      directory,
      tarball,
      hide: () => rename(directory, join(around, 'hidden')),
      [Symbol.asyncDispose]: remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}
