import type { CommandWords } from './command-words.js'

/** Writes the completion for bash 3.2 and newer. */
export function bashScript(program: string, commands: readonly CommandWords[]): string {
  const name = `_${program.replaceAll('-', '_')}`
  return `# Completion of ${program} for bash: source <(${program} completion bash)
${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} path= words= place
  for ((place = 1; place < COMP_CWORD; place++)); do
    case "$path \${COMP_WORDS[place]}" in
${descents(commands)}
    esac
  done
  case "$path $previous" in
${values(commands)}
  esac
  case "$path" in
${ownWords(commands)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F ${name} ${program}
`
}

/** The words that lead from a command into one within it. */
function descents(commands: readonly CommandWords[]): string {
  return commands
    .flatMap(({ path, commands: within }) =>
      within.map(({ word }) => `      "${path} ${word}") path='${`${path} ${word}`.trim()}' ;;`),
    )
    .join('\n')
}

/** The values after an option; where any will do, they are files. */
function values(commands: readonly CommandWords[]): string {
  return commands
    .flatMap(({ path, options }) =>
      options
        .filter(({ takesValue }) => takesValue)
        .map(({ flags, choices }) => {
          const pattern = flags.map((flag) => `"${path} ${flag}"`).join(' | ')
          const reply = choices.length === 0 ? '-f' : `-W "${choices.join(' ')}"`
          return `    ${pattern}) COMPREPLY=($(compgen ${reply} -- "$current")); return ;;`
        }),
    )
    .join('\n')
}

function ownWords(commands: readonly CommandWords[]): string {
  return commands
    .map(({ path, commands: within, options, choices }) => {
      const words = [...within.map(({ word }) => word), ...choices, ...options.flatMap(({ flags }) => flags)]
      return `    "${path}") words="${words.join(' ')}" ;;`
    })
    .join('\n')
}
