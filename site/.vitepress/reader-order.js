/**
 * Makes the sidebar of the index of the documentation: a group for each heading, a page for each item of its list.
 *
 * @param {string} index
 */
export function readerOrder(index) {
  return index
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [text = '', ...lines] = section.split('\n')
      const links = lines.join('\n').matchAll(/^- \[([^\]]+)\]\((?:\.\.\/|https:.*\/main\/)?([^)#]+)\.md\)/gm)
      const items = Array.from(links, ([, name = '', page = '']) => ({
        text: name,
        link: `/${page.replace(/\/README$/, '').toLowerCase()}`,
      }))
      return { text, items }
    })
}
