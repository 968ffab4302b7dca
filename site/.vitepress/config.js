import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { defineConfig } from 'vitepress'
import { readerOrder } from './reader-order.js'

const root = join(import.meta.dirname, '../..')
const pages = join(root, 'site/pages')
const repository = 'https://github.com/souk-loop/db'
const files = `${repository}/blob/main/`
const base = '/db/'
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

export default defineConfig({
  title: '@souk/db',
  description:
    'The typed data layer of a hyperlocal marketplace: PostgreSQL with PostGIS, GeoJSON in and out.',
  base,
  cleanUrls: true,
  outDir: 'dist',
  cacheDir: '.cache',
  // build.sh copies the pages there: modules are resolved from beside them.
  srcDir: 'pages',
  rewrites: pageOf,
  markdown: {
    html: false,
    anchor: { slugify },
    config: (md) => md.core.ruler.push('links', resolveLinks),
  },
  themeConfig: {
    nav: [
      { text: 'Quick start', link: '/quick-start' },
      { text: 'API', link: `${base}api/`, target: '_self' },
      { text: version, link: '/changelog' },
    ],
    sidebar: readerOrder(readFileSync(join(root, 'docs/README.md'), 'utf8')),
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    search: {
      provider: 'local',
      options: { miniSearch: { options: { processTerm }, searchOptions: { fuzzy: 0.1, prefix: true } } },
    },
  },
})

/** Makes the anchors that GitHub makes, so that a link with one works in both places. */
function slugify(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}

/** Finds a word whatever its case, accents and Arabic vowel signs, and an alif with or without its hamza. */
function processTerm(term) {
  return term
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
}

/** Returns the page of the site that a file of the repository is. */
function pageOf(path) {
  if (path === 'docs/README.md') return 'index.md'
  if (path === 'releases/README.md') return 'releases.md'
  return path.replace(/^docs\//, '').toLowerCase()
}

/**
 * Lets links between files lead to pages of the site, and to the repository where a file is no page. One that leads nowhere
 * ends the build.
 */
function resolveLinks({ tokens, env }) {
  const from = dirname(env.realPath ?? env.path)
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    const href = token.type === 'link_open' ? token.attrGet('href') : null
    if (href === null || (/^(?:\w+:|#|\/)/.test(href) && !href.startsWith(files))) continue
    const [path = '', ...anchor] = href.replace(files, '').split(/(?=#)/)
    const target = href.startsWith(files) ? path : relative(pages, join(from, path))
    if (!existsSync(join(root, target))) throw new Error(`${env.realPath ?? env.path}: there is no ${href}`)
    const isPage = /^(?:docs\/|releases\/)?[\w-]+\.md$/.test(target)
    token.attrSet('href', isPage ? `/${pageOf(target)}${anchor.join('')}` : `${files}${target}`)
  }
}
