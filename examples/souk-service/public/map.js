import { Map as MapView, Marker, NavigationControl, setWorkerUrl } from '/maplibre/maplibre-gl.mjs'
import { ask, make, shownTrouble } from './souk.js'
import { money, number, onLanguage, say } from './words.js'

setWorkerUrl(`${location.origin}/maplibre/maplibre-gl-worker.mjs`)

const [text, radius, radiusValue, summary, cards] = [
  'text',
  'radius',
  'radius-value',
  'summary',
  'cards',
].map((id) => document.getElementById(id))
const shown = shownTrouble(document.getElementById('trouble'), say)
const colour = (name) => {
  // A canvas knows no light-dark(): the colour that the page has now is read off an element.
  const probe = make('i', { style: `color:var(${name})` })
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

const view = { near: [55.2708, 25.2048], radiusKm: Number(radius.value), found: [] }
/** From this zoom on there are pins in place of clusters, if they are few. */
const pinZoom = 12.5
const mostPins = 80

const map = new MapView({
  container: 'map',
  center: view.near,
  zoom: 10.8,
  maxZoom: 17,
  dragRotate: false,
  attributionControl: { compact: false, customAttribution: 'Natural Earth' },
  style: {
    version: 8,
    // No glyphs: labels are drawn with the fonts of this machine, Arabic too.
    sources: {
      land: { type: 'geojson', data: `${location.origin}/land.json` },
      circle: { type: 'geojson', data: circle(view.near, view.radiusKm) },
      products: { type: 'vector', tiles: [`${location.origin}/map/tiles/{z}/{x}/{y}`], maxzoom: 16 },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colour('--water') } },
      {
        id: 'land',
        type: 'fill',
        source: 'land',
        paint: { 'fill-color': colour('--land'), 'fill-antialias': false },
      },
      {
        id: 'circle',
        type: 'fill',
        source: 'circle',
        paint: { 'fill-color': colour('--accent'), 'fill-opacity': 0.1 },
      },
      {
        id: 'clusters',
        type: 'circle',
        source: 'products',
        'source-layer': 'products',
        paint: {
          'circle-color': colour('--accent'),
          'circle-opacity': 0.85,
          'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'count']], 0, 5, 1, 13, 3, 26],
        },
      },
      {
        id: 'counts',
        type: 'symbol',
        source: 'products',
        'source-layer': 'products',
        filter: ['>', ['get', 'count'], 1],
        layout: {
          'text-field': ['to-string', ['get', 'count']],
          'text-size': 12,
          'text-allow-overlap': true,
        },
        paint: { 'text-color': colour('--on-accent') },
      },
    ],
  },
})
map.addControl(new NavigationControl({ showCompass: false }))
const middle = new Marker({ element: make('div', { className: 'middle' }), draggable: true })
middle.setLngLat(view.near).addTo(map)

/** Markers by kind and id. Titles and prices are HTML, where brackets and both directions come out right. */
const markers = new Map()
function showMarkers(kind, items, elementOf) {
  const names = new Set(items.map(({ id }) => `${kind}:${id}`))
  for (const [name, marker] of markers) {
    if (!name.startsWith(kind) || names.has(name)) continue
    marker.remove()
    markers.delete(name)
  }
  for (const item of items) {
    const name = `${kind}:${item.id}`
    if (markers.has(name)) continue
    const marker = new Marker({ element: elementOf(item), anchor: 'bottom' })
    markers.set(name, marker.setLngLat(item.publicLocation.coordinates).addTo(map))
  }
}

async function showPins() {
  const bounds = map.getBounds()
  const box = {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  }
  const page =
    map.getZoom() < pinZoom
      ? null
      : await ask('GET', `/map/products?${new URLSearchParams({ ...box, limit: mostPins })}`)
  const pins = page === null || page.nextCursor !== null ? [] : page.items
  showMarkers('pin', pins, ({ id, title, priceMinor, currency }) => {
    const pin = make(
      'button',
      { type: 'button', className: 'pin', title, dir: 'auto' },
      money(priceMinor, currency),
    )
    pin.addEventListener('click', () => location.assign(`/chat?product=${id}`))
    return pin
  })
  for (const layer of ['clusters', 'counts'])
    map.setLayoutProperty(layer, 'visibility', pins.length > 0 ? 'none' : 'visible')
}

async function showStreams() {
  const { lng, lat } = map.getCenter()
  const { items } = await ask(
    'GET',
    `/map/streams?${new URLSearchParams({ lng, lat, radiusMetres: 50_000, limit: 50 })}`,
  )
  showMarkers('stream', items, ({ title, streamer }) =>
    make('div', { className: 'pin live', title, dir: 'auto' }, `● ${say('live')} · ${streamer.username}`),
  )
}

let asked = 0
async function showFound() {
  const number = ++asked
  document.body.removeAttribute('data-ready')
  map.getSource('circle').setData(circle(view.near, view.radiusKm))
  await shown(async () => {
    const [lng, lat] = view.near
    const words = text.value.trim()
    const place = { lng, lat, radiusMetres: view.radiusKm * 1_000, limit: 30 }
    const path = words === '' ? '/nearby' : '/search'
    const page = await ask(
      'GET',
      `${path}?${new URLSearchParams(words === '' ? place : { ...place, text: words })}`,
    )
    // Whoever typed on meanwhile wants the later answer.
    if (number === asked) view.found = page.items
  })
  if (number !== asked) return
  showCards()
  await new Promise((resolve) => {
    map.once('idle', resolve)
    map.triggerRepaint()
  })
  if (number !== asked) return
  // What is drawn, for tests: of the pixels of a map nobody can ask.
  document.body.dataset.clusters = String(map.queryRenderedFeatures({ layers: ['clusters'] }).length)
  document.body.dataset.ready = ''
}

function showCards() {
  radiusValue.textContent = `${number(view.radiusKm)} ${say('km')}`
  summary.textContent =
    view.found.length === 0 ? say('nothing') : `${say('found')} (${number(view.found.length)})`
  cards.replaceChildren(
    ...view.found.map(({ id, title, priceMinor, currency, distanceMetres, seller }) =>
      make(
        'li',
        {},
        make('strong', { dir: 'auto' }, title),
        make(
          'p',
          {},
          make('bdi', {}, money(priceMinor, currency)),
          make('bdi', { className: 'faint' }, `${number(distanceMetres / 1_000)} ${say('km')}`),
        ),
        make(
          'p',
          {},
          make('bdi', { className: 'faint' }, seller.username),
          make('a', { href: `/chat?product=${id}` }, say('write')),
        ),
      ),
    ),
  )
}

/** The circle of a radius, as a polygon; good for the radii of a city. */
function circle([lng, lat], km) {
  const ring = Array.from({ length: 65 }, (_, corner) => {
    const angle = (corner / 64) * 2 * Math.PI
    const north = (km / 111.2) * Math.cos(angle)
    return [lng + ((km / 111.2) * Math.sin(angle)) / Math.cos((lat * Math.PI) / 180), lat + north]
  })
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
}

function move(place) {
  view.near = place
  middle.setLngLat(place)
  void showFound()
}

let pause
text.addEventListener('input', () => {
  clearTimeout(pause)
  pause = setTimeout(() => void showFound(), 200)
})
radius.addEventListener('input', () => {
  view.radiusKm = Number(radius.value)
  clearTimeout(pause)
  pause = setTimeout(() => void showFound(), 200)
})
middle.on('dragend', () => move(middle.getLngLat().toArray()))
map.on('click', ({ point, lngLat }) => {
  const [cluster] = map.queryRenderedFeatures(point, { layers: ['clusters'] })
  if (cluster === undefined) move(lngLat.toArray())
  else map.easeTo({ center: cluster.geometry.coordinates, zoom: map.getZoom() + 2 })
})
const showMarked = () => Promise.all([showPins(), showStreams()])
map.on('moveend', () => void shown(showMarked))
setInterval(() => void showStreams().catch(() => undefined), 15_000)

await new Promise((resolve) => map.once('load', resolve))
onLanguage(() => {
  showCards()
  // What stands on markers is made anew, in the other language.
  for (const marker of markers.values()) marker.remove()
  markers.clear()
  void shown(showMarked)
})
await shown(showMarked)
await showFound()
