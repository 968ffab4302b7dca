import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

// Imports run one way, from what people call down to what everything stands on. Each room names those it may use.
const rooms = {
  rules: [],
  errors: ['rules'],
  'plain-object': [],
  'own-properties': [],
  setup: ['errors'],
  engine: ['own-properties', 'plain-object', 'setup', 'errors'],
  geo: ['engine', 'setup', 'own-properties', 'plain-object', 'errors'],
  input: ['own-properties', 'errors'],
  pagination: ['input', 'own-properties', 'plain-object', 'errors'],
  'json-columns': ['engine'],
  // The types of events: repositories publish them, consumers handle them.
  events: ['generated'],
  generated: ['json-columns', 'geo', 'engine'],
  repositories: [
    'rules',
    'events',
    'json-columns',
    'generated',
    'pagination',
    'input',
    'geo',
    'engine',
    'own-properties',
    'errors',
  ],
  migrate: ['setup', 'engine', 'own-properties', 'errors'],
  consume: ['events', 'repositories', 'generated', 'input', 'engine', 'errors'],
  // What consumers have of numbering, waking and trouble, live streams have too.
  live: ['consume', 'repositories', 'events', 'generated', 'input', 'engine', 'errors'],
  maintain: ['consume', 'repositories', 'generated', 'input', 'engine', 'errors'],
  metrics: ['engine'],
  webhooks: ['repositories', 'generated', 'input', 'node-crypto', 'engine', 'errors'],
  idempotency: ['repositories', 'generated', 'input', 'node-crypto', 'engine'],
  database: [
    'webhooks',
    'idempotency',
    'input',
    'metrics',
    'consume',
    'events',
    'live',
    'maintain',
    'health',
    'repositories',
    'migrate',
    'generated',
    'pagination',
    'geo',
    'engine',
    'own-properties',
    'errors',
  ],
  roles: ['migrate', 'errors'],
  policies: ['engine', 'errors'],
  // Its own rules have the name of a room.
  doctor: ['rules', 'migrate', 'engine', 'errors'],
  'service-config': ['migrate', 'input', 'setup', 'errors'],
  embedded: ['database', 'migrate', 'engine', 'setup', 'errors'],
  generate: ['embedded', 'migrate', 'geo', 'engine', 'own-properties', 'setup', 'errors'],
  testing: [
    'consume',
    'live',
    'idempotency',
    'webhooks',
    'service-config',
    'embedded',
    'database',
    'maintain',
    'repositories',
    'migrate',
    'generated',
    'input',
    'engine',
    'own-properties',
    'setup',
    'errors',
  ],
  backup: ['database', 'migrate', 'generated', 'engine', 'errors'],
  'map-page': ['database', 'repositories', 'geo', 'engine', 'setup', 'errors'],
  demo: [
    'embedded',
    'database',
    'repositories',
    'generated',
    'migrate',
    'pagination',
    'geo',
    'setup',
    'errors',
  ],
}

// What runs beside a service's own tests takes its timers from one module: test runners replace the global ones.
const timers = 'src/engine/timers.ts'
const takeTimers = `Take it from ${timers}: under the fake timers of a test runner this one stands still.`
const fakeableGlobals = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'queueMicrotask',
  'performance',
]
/** The rooms of programs that no test of a service runs in its own process. */
const programs = ['cli', 'backup', 'demo', 'generate', 'map-page']

/** A room is a folder of src/, or a file that stands there by itself; `generated` is beside src/. */
const filesOf = (room) =>
  room === 'generated' ? ['generated/**/*.ts'] : [`src/${room}/**/*.ts`, `src/${room}.ts`]

// The order within a room that has rooms of its own. Files that stand in the room itself are open to all of them.
const innerRooms = {
  engine: {
    values: [],
    telemetry: [],
    session: [],
    failure: [],
    connect: ['telemetry', 'failure'],
    statement: ['values', 'telemetry', 'session', 'failure'],
    copy: ['values', 'failure'],
    transaction: ['connect', 'statement', 'failure', 'copy'],
    wire: ['values', 'telemetry', 'session', 'failure', 'connect', 'statement'],
    'pg-pool': ['values', 'telemetry', 'session', 'failure', 'statement', 'wire'],
  },
  generate: {
    read: [],
    analyse: [],
    schema: ['read', 'analyse'],
    version: ['read', 'analyse', 'schema'],
    scope: ['read', 'schema'],
    nullness: ['schema', 'analyse'],
    type: ['read', 'analyse', 'schema', 'scope', 'nullness'],
    lint: ['read', 'schema', 'scope'],
    emit: ['read', 'schema', 'type'],
  },
  repositories: {
    analytics: [],
    messages: [],
    notifications: [],
    messages: ['notifications'],
    conversations: ['messages'],
    users: [],
    sessions: ['users'],
    tokens: [],
    products: ['search'],
    search: ['products'],
    'saved-searches': ['search', 'notifications'],
    payments: ['products', 'notifications'],
    offers: ['payments', 'notifications'],
    streams: ['products'],
    verifications: [],
    'stream-products': ['products', 'streams'],
    reports: [],
    moderation: [],
    reviews: [],
    badges: [],
    events: [],
    follows: ['products', 'streams'],
    blocks: [],
    wishlists: ['products', 'notifications'],
  },
}

/** The imports that a room forbids itself: other rooms, and packages for programs alone. */
const outwards = (room, allowed) => {
  const forbidden = [...Object.keys(rooms), 'cli'].filter(
    (other) => other !== room && !allowed.includes(other),
  )
  return [
    {
      group: forbidden
        .flatMap((other) => [`../**/${other}/*`, `../${other}.js`, `./${other}.js`, `./${other}/*`])
        // A room within this one may have the name of another room.
        .concat(Object.keys(innerRooms[room] ?? {}).map((inner) => `!./${inner}/*`))
        // The names of constraints are generated, and are a type alone.
        .concat(room === 'errors' ? ['!../generated/constraints.js'] : []),
      message: `src/${room} may import from ${allowed.join(', ') || 'no other room'}.`,
    },
    ...(room === 'repositories' ? [{ group: ['pg', 'pg-*'], message: 'Repositories know no driver.' }] : []),
    ...(programs.includes(room)
      ? []
      : [{ group: ['node:timers', 'node:timers/*', 'node:perf_hooks'], message: takeTimers }]),
  ]
}

const restricted = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})

const importDirection = Object.entries(rooms).flatMap(([room, allowed]) => {
  const inner = innerRooms[room] ?? {}
  return [
    restricted(filesOf(room), outwards(room, allowed)),
    ...Object.entries(inner).map(([name, siblings]) =>
      restricted(
        [`src/${room}/${name}/**/*.ts`],
        [
          ...outwards(room, allowed),
          {
            group: Object.keys(inner)
              .filter((other) => other !== name && !siblings.includes(other))
              .map((other) => `../${other}/*`),
            message: `src/${room}/${name} may import from ${siblings.join(', ') || 'no room beside it'}.`,
          },
        ],
      ),
    ),
  ]
})

const rowsAreNotCopied =
  'copies a row at up to thirty times the cost of what is done with it: ' +
  'name the properties, or take columns off the row itself with withoutColumns.'

/** What is done once for each row of a list: the callback of a `map`, and the functions of a page. */
const perRow =
  ':matches(CallExpression[callee.property.name=/^(map|flatMap|forEach|reduce)$/], ' +
  'Property[key.name=/^(toItem|positionOf|cursorAfter)$/])'

const spread = 'ObjectExpression > SpreadElement'

/** No copies per row: what maps rows does so for every row of every list. Inputs may be copied, and say so. */
const rowCopies = [
  {
    files: ['src/repositories/**/*.ts', 'src/pagination/**/*.ts', 'src/geo/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ObjectPattern > RestElement', message: `Object rest ${rowsAreNotCopied}` },
        { selector: `${perRow} ${spread}`, message: `Object spread ${rowsAreNotCopied}` },
      ],
    },
  },
  {
    files: ['src/repositories/*/*-of-row.ts', 'src/pagination/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ObjectPattern > RestElement', message: `Object rest ${rowsAreNotCopied}` },
        { selector: spread, message: `Object spread ${rowsAreNotCopied}` },
      ],
    },
  },
]

export default defineConfig(
  {
    ignores: [
      'dist/',
      'api/',
      'node_modules/',
      'bench/',
      'site/',
      '.cache/',
      'examples/own-table/',
      // It has packages of its own, and is checked with them: scripts/release-service.ts.
      'examples/souk-service/',
    ],
  },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // There are no enums here, and no two classes that are told apart by their names alone: a third of all rules' time for nothing.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // The public interface of a repository has the methods of its class, and nothing of its own.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // A signal's reason is whatever its owner gave.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      // `({ extra, ...rest }) => rest` is how a property is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  ...importDirection,
  ...rowCopies,
  {
    files: ['src/**/*.ts'],
    ignores: [timers, ...programs.map((room) => `src/${room}/**`)],
    rules: {
      'no-restricted-globals': ['error', ...fakeableGlobals.map((name) => ({ name, message: takeTimers }))],
      'no-restricted-properties': ['error', { object: 'process', property: 'nextTick', message: takeTimers }],
    },
  },
  { files: [timers], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['test/**/*.ts'],
    ignores: ['test/setup/fast-check.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'fast-check', message: 'Seeds are set by test/setup/fast-check.ts.' },
      ],
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
)
