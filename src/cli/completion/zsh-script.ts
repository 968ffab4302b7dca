import type { CommandWords } from './command-words.js'

/** Writes the completion for zsh, with the meaning of each word. */
export function zshScript(program: string, commands: readonly CommandWords[]): string {
  const name = `_${program.replaceAll('-', '_')}`
  return `#compdef ${program}
# Completion of ${program} for zsh: source <(${program} completion zsh)
${name}() {
  local path_= place
  local -a found
  for ((place = 2; place < CURRENT; place++)); do
    case "$path_ \${words[place]}" in
${commands
  .flatMap(({ path, commands: within }) =>
    within.map(({ word }) => `      "${path} ${word}") path_='${`${path} ${word}`.trim()}' ;;`),
  )
  .join('\n')}
    esac
  done
  case "$path_ \${words[CURRENT-1]}" in
${commands
  .flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flags, choices }) => {
        const pattern = flags.map((flag) => `"${path} ${flag}"`).join(' | ')
        return `    ${pattern}) ${choices.length === 0 ? '_files' : `compadd -- ${choices.join(' ')}`}; return ;;`
      }),
  )
  .join('\n')}
  esac
  case "$path_" in
${commands
  .map(({ path, commands: within, options, choices }) => {
    const words = [
      ...within,
      ...choices.map((word) => ({ word, meaning: '' })),
      ...options.flatMap(({ flags, meaning }) => flags.map((word) => ({ word, meaning }))),
    ]
    return `    "${path}") found=(${words.map(({ word, meaning }) => `'${word}${meaning === '' ? '' : `:${meaning}`}'`).join(' ')}) ;;`
  })
  .join('\n')}
  esac
  _describe '${program}' found
}
if [ "\${funcstack[1]}" = ${name} ]; then ${name} "$@"; else compdef ${name} ${program}; fi
`
}
