import { ask } from './ask.js'
import { markCard, showCards } from './cards.js'
import { ListingMap } from './map.js'
import { showStatements } from './statements.js'
import { chosenLanguage, chooseLanguage, formatCount, formatDistance, words } from './words.js'

const [text, radius, radiusValue, language, here, summary, trouble] = [
  'text',
  'radius',
  'radius-value',
  'language',
  'here',
  'summary',
  'trouble',
].map((id) => document.getElementById(id))

const search = { near: [55.2708, 25.2048], radiusMetres: Number(radius.value) * 1_000 }
let answer = null
let marked = null

const map = new ListingMap({
  near: search.near,
  onMove: () => void showView(),
  onPlace: (place) => searchAround(place),
  onPin: (pin) => mark(pin.id),
})

/** Marks an item, on the map and among the cards. */
function mark(id) {
  if (marked !== null) {
    map.mark(marked, false)
    markCard(marked, false)
  }
  marked = id
  map.mark(id, true)
  markCard(id, true)
}

/** Runs work that asks the server, and shows what kept it from answering. */
async function shown(work) {
  try {
    trouble.hidden = true
    return await work()
  } catch (error) {
    trouble.textContent = `${words().trouble}: ${error.message}`
    trouble.hidden = false
    return null
  }
}

async function showView() {
  await shown(async () => {
    const { bounds, zoom } = map.view
    const parameters = { bounds: bounds.join(','), zoom: String(zoom) }
    const found = await ask('view', 'view', parameters)
    if (found === null) return
    map.show(found.result)
    if (marked !== null) map.mark(marked, true)
    showStatements('view', found, () => ask('plan', 'view', { ...parameters, explain: '1' }))
  })
}

async function showResults() {
  document.body.removeAttribute('data-ready')
  map.showRadius(search.near, search.radiusMetres)
  await shown(async () => {
    const typed = text.value.trim()
    const name = typed === '' ? 'nearby' : 'search'
    const parameters = {
      near: search.near.join(','),
      radiusMetres: String(search.radiusMetres),
      ...(typed === '' ? {} : { text: typed }),
    }
    const found = await ask('results', name, parameters)
    if (found === null) return
    answer = { name, ...found.result }
    showAnswer()
    showStatements(name, found, () => ask('plan', name, { ...parameters, explain: '1' }))
  })
  await map.idle()
  document.body.dataset.ready = ''
}

function showAnswer() {
  if (answer === null) return
  const { name, items, hasMore, correctedQuery } = answer
  const { nothing, corrected, more, best, within } = words()
  const count = hasMore
    ? (name === 'search' ? best : more).replace('#', items.length)
    : formatCount(items.length)
  const found = items.length === 0 ? nothing : `${count} ${within} ${formatDistance(search.radiusMetres)}`
  summary.textContent = correctedQuery == null ? found : `${corrected} “${correctedQuery}”: ${found}`
  showCards(items, (item) => {
    if (item.at !== null) map.fly(item.at)
    mark(item.id)
  })
}

function searchAround(place) {
  search.near = place
  void showResults()
}

function showRadiusValue() {
  radiusValue.textContent = formatDistance(search.radiusMetres)
  radius.setAttribute('aria-valuetext', radiusValue.textContent)
}

function translate(chosen) {
  chooseLanguage(chosen)
  language.textContent = words().other
  language.lang = chosen === 'ar' ? 'en' : 'ar'
  text.placeholder = words().searchHint
  map.translate()
  showRadiusValue()
  showAnswer()
}

/** Waits for a pause in what somebody types or drags. */
function afterPause(work, ms) {
  let timer
  return () => {
    clearTimeout(timer)
    timer = setTimeout(work, ms)
  }
}

const searchSoon = afterPause(() => void showResults(), 180)
text.addEventListener('input', searchSoon)
radius.addEventListener('input', () => {
  search.radiusMetres = Number(radius.value) * 1_000
  showRadiusValue()
  map.showRadius(search.near, search.radiusMetres)
  searchSoon()
})
radius.addEventListener('change', () => map.fit(search.near, search.radiusMetres))
here.addEventListener('click', () => searchAround(map.centre))
language.addEventListener('click', () => translate(chosenLanguage() === 'en' ? 'ar' : 'en'))
document.getElementById('search').addEventListener('submit', (event) => {
  event.preventDefault()
  void showResults()
})

translate(navigator.language.startsWith('ar') ? 'ar' : 'en')
await map.loaded()
map.translate()
await Promise.all([showView(), showResults()])
if (answer?.items.length === 0) await goWhereListingsAre()

/** Moves to the largest cluster of the world. */
async function goWhereListingsAre() {
  const world = await shown(() => ask('view', 'view', { bounds: '-180,-85,180,85', zoom: '6' }))
  const [largest] = (world?.result.clusters?.features ?? []).sort(
    (one, other) => other.properties.count - one.properties.count,
  )
  if (largest === undefined) return
  search.near = largest.geometry.coordinates
  map.fit(search.near, search.radiusMetres)
  await showResults()
}
