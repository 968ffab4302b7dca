import { spawn } from 'node:child_process'

/** Opens an address in the browser of this machine. Does nothing if there is none, as on a server. */
export function openInBrowser(url: string): void {
  const command = opener(url)
  if (command === null) return
  const [program, ...args] = command
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

function opener(url: string): readonly [program: string, ...args: string[]] | null {
  switch (process.platform) {
    case 'darwin':
      return ['open', url]
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler', url]
    default: {
      const hasScreen = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
      return hasScreen ? ['xdg-open', url] : null
    }
  }
}
