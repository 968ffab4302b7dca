import { accessSync, constants } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { findPackageRoot } from '../../../src/setup/package-root.js'

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Starts the Chromium of this machine, which draws without a graphics card; null if there is none. */
export async function openChromium(): Promise<Browser | null> {
  const executablePath = paths.find(isExecutable)
  if (executablePath === undefined) return null
  return chromium.launch({
    executablePath,
    // Its sandbox does not start for root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
}

/** The path of a picture that is kept for people to look at. */
export async function artefact(name: string): Promise<string> {
  const folder = join(findPackageRoot().directory, '.artifacts')
  await mkdir(folder, { recursive: true })
  return join(folder, name)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
