import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { SetupError } from '../errors.js'

export interface SystemUser {
  readonly uid: number
  readonly gid: number
}

/** Returns the user that PostgreSQL must run as: null for the current user, and another one for root, which it refuses. */
export async function unprivilegedUser(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const user = await systemUser(name)
    if (user !== null) return user
  }
  throw new SetupError('PostgreSQL refuses to run as root, and there is no user postgres or nobody')
}

async function systemUser(name: string): Promise<SystemUser | null> {
  try {
    const [uid, gid] = await Promise.all([id('-u', name), id('-g', name)])
    return { uid, gid }
  } catch {
    return null
  }
}

async function id(option: '-u' | '-g', name: string): Promise<number> {
  const { stdout } = await promisify(execFile)('id', [option, name])
  return Number(stdout)
}
