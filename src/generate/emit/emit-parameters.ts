import type { ParameterGroup } from '../read/parameter-groups.js'
import type { TypedArgument, TypedChoice, TypedParameter, TypedQuery } from '../type/typed-query.js'

/**
 * Writes the type of a query's parameters.
 *
 * The parameters of an optional clause become a union of all and none, `{ a; b } | { a?: undefined; b?: undefined }`. A
 * single parameter becomes an optional property.
 */
export function emitParameters(
  type: string,
  constant: string,
  { arguments: typedArguments, groups, choices }: Pick<TypedQuery, 'arguments' | 'groups' | 'choices'>,
): string {
  if (choices.length > 0) return emitChoices(type, constant, choices)
  if (typedArguments.length === 0) {
    return `/** \`${constant}\` has no parameters. */\nexport type ${type}Params = undefined\n`
  }
  const head = headOf(constant)
  const { members, unions } = partsOf(typedArguments, groups)
  if (unions.length === 0) return `${head}export interface ${type}Params {\n${members.join('')}}\n`
  const all = members.length === 0 ? unions : [`{\n${members.join('')}}`, ...unions]
  return `${head}export type ${type}Params = ${all.join(' & ')}\n`
}

function headOf(constant: string): string {
  return `/** Parameters of \`${constant}\`. */\n`
}

/**
 * Writes the parameters for each way to choose as an alternative: `{ sort: 'price'; … } | { sort: 'newest'; … }`. Ways with the
 * same parameters are one: compilers give up on unions of many alternatives.
 */
function emitChoices(type: string, constant: string, choices: readonly TypedChoice[]): string {
  const waysOf = new Map<string, ReadonlyMap<string, string>[]>()
  for (const { chosen, arguments: typedArguments, groups } of choices) {
    const { members, unions } = partsOf(typedArguments, groups)
    const rest = [`${members.join('')}}`, ...unions].join(' & ')
    waysOf.set(rest, [...(waysOf.get(rest) ?? []), chosen])
  }
  const alternatives = Array.from(waysOf, ([rest, ways]) =>
    joined(ways).map((chosen) => {
      const words = Array.from(chosen, ([name, each]) => {
        return `  readonly ${name}: ${Array.from(each, (word) => `'${word}'`).join(' | ')}\n`
      })
      return `{\n${words.join('')}${rest}`
    }),
  ).flat()
  const [first = '', second] = alternatives
  if (second === undefined && !first.includes(' & ')) {
    return `${headOf(constant)}export interface ${type}Params ${first}\n`
  }
  const head = `${headOf(constant)}export type ${type}Params =`
  if (second === undefined) return `${head} ${first}\n`
  return `${head}\n  | ${alternatives.map((one) => (one.includes(' & ') ? `(${one})` : one)).join('\n  | ')}\n`
}

type Words = ReadonlyMap<string, ReadonlySet<string>>

/** Joins ways to choose to one if they are all the ways that their words make, such as `a` or `b`, each with `x` or `y`. */
function joined(ways: readonly ReadonlyMap<string, string>[]): readonly Words[] {
  const names = [...(ways[0]?.keys() ?? [])]
  const words: Words = new Map(
    names.map((name) => [name, new Set(ways.flatMap((way) => way.get(name) ?? []))]),
  )
  const all = Array.from(words.values(), ({ size }) => size).reduce((product, size) => product * size, 1)
  if (all === ways.length) return [words]
  return ways.map((way) => new Map(Array.from(way, ([name, word]) => [name, new Set([word])])))
}

/** Writes the parameters as members of an object, and those that depend on each other as unions beside it. */
function partsOf(typedArguments: readonly TypedArgument[], groups: readonly ParameterGroup[]) {
  const together = groups.filter(({ cases }) => !isSimple(cases))
  const members = typedArguments.flatMap((argument) => {
    const name = nameOf(argument)
    if (together.some(({ names }) => names.includes(name))) return []
    const isOptional = groups.some(({ names }) => names.includes(name))
    return [`  readonly ${isOptional ? optional(argument) : member(argument)}\n`]
  })
  return { members, unions: together.map((group) => emitUnion(typedArguments, group)) }
}

function isSimple(cases: ParameterGroup['cases']): boolean {
  return cases.length === 2 && cases.every(({ size }) => size <= 1)
}

function emitUnion(typedArguments: readonly TypedArgument[], { names, cases }: ParameterGroup): string {
  const alternatives = cases.map((given) => {
    const members = names.map((name) => {
      const argument = typedArguments.find((one) => nameOf(one) === name)
      return argument !== undefined && given.has(name) ? present(argument) : `${name}?: undefined`
    })
    return `  | { ${members.map((one) => `readonly ${one}`).join('; ')} }\n`
  })
  return `(\n${alternatives.join('')})`
}

function nameOf(argument: TypedArgument): string {
  return 'keys' in argument ? argument.name : argument.parameter.name
}

/** Writes a parameter outside of clauses, which is optional if it is not required. */
function member(argument: TypedArgument): string {
  return argument.shape === 'scalar' ? scalar(argument.parameter) : present(argument)
}

/** Writes a parameter that is given. It may be null if it is not required. */
function present(argument: TypedArgument): string {
  return `${nameOf(argument)}: ${valueType(argument)}`
}

/** Writes a parameter that may be undefined, which leaves its clause out. */
function optional(argument: TypedArgument): string {
  return `${nameOf(argument)}?: ${valueType(argument)} | undefined`
}

function valueType(argument: TypedArgument): string {
  switch (argument.shape) {
    case 'scalar': {
      const { type, required } = argument.parameter
      return required ? type.text : `${type.text} | null`
    }
    case 'list': {
      const { type, required } = argument.parameter
      const element = required ? type.text : `${type.text} | null`
      return `readonly ${element.includes(' ') ? `(${element})` : element}[]`
    }
    case 'tuple':
      return tuple(argument.keys)
    case 'tuples':
      return `readonly ${tuple(argument.keys)}[]`
  }
}

function scalar({ name, type, required }: TypedParameter): string {
  return required ? `${name}: ${type.text}` : `${name}?: ${type.text} | null`
}

function tuple(keys: readonly TypedParameter[]): string {
  return `{ ${keys.map((key) => `readonly ${scalar(key)}`).join('; ')} }`
}
