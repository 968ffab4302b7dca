import { formatDistance, formatMoney, words } from './words.js'

const list = document.getElementById('cards')

/** Makes an element with its text or children. All that comes from the database is text, never HTML. */
export function element(name, properties, ...content) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...content)
  return made
}

/** The hue of a category, as a colour of the page. */
export function hueOf(category) {
  return [...category].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)
}

/**
 * Shows what was found.
 *
 * @param onChoose - Called with the item that is chosen.
 */
export function showCards(items, onChoose) {
  list.replaceChildren(
    ...items.map((item) => {
      const card = element('button', { type: 'button', className: 'card' }, ...contentOf(item))
      card.dataset.id = item.id
      card.addEventListener('click', () => onChoose(item))
      return element('li', {}, card)
    }),
  )
}

/** Marks the card of an item. Returns false if there is none. */
export function markCard(id, isMarked) {
  const card = list.querySelector(`[data-id="${CSS.escape(id)}"]`)
  card?.classList.toggle('marked', isMarked)
  if (isMarked) card?.scrollIntoView({ block: 'nearest' })
  return card !== null
}

function contentOf({
  title,
  priceMinor,
  currency,
  category,
  condition,
  neighborhood,
  distanceMetres,
  seller,
}) {
  const { categories, conditions, from } = words()
  const kind = categories[category] ?? category
  const badge = element('span', { className: 'badge', ariaHidden: 'true' }, kind.slice(0, 1))
  badge.style.setProperty('--hue', hueOf(category))
  const place = [neighborhood, distanceMetres === null ? null : formatDistance(distanceMetres)]
  return [
    badge,
    element('span', { className: 'title' }, element('bdi', {}, title)),
    element('span', { className: 'price' }, formatMoney(priceMinor, currency)),
    element(
      'span',
      { className: 'about' },
      ...separated([kind, conditions[condition] ?? condition, ...place]),
    ),
    element('span', { className: 'seller' }, `${from} `, element('bdi', {}, seller)),
  ]
}

/** Parts with a dot between them, each of its own direction. */
function separated(parts) {
  return parts
    .filter((part) => part !== null)
    .flatMap((part, at) => [...(at === 0 ? [] : [' · ']), element('bdi', {}, part)])
}
