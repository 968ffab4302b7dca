import { Map as MapView, Marker, NavigationControl, setWorkerUrl } from './maplibre-gl.mjs'
import { element, hueOf } from './cards.js'
import { circleAround } from './circle.js'
import { mapStyle, nameOf, recolour } from './map-style.js'
import { chosenLanguage, formatMoney, formatNumber, words } from './words.js'

setWorkerUrl(`${location.origin}/maplibre-gl-worker.mjs`)

/** The map of the page: pins or clusters, the circle of the search, names of places. */
export class ListingMap {
  #map
  #middle
  #pins = new Map()

  constructor({ near, onMove, onPlace, onPin }) {
    this.#map = new MapView({
      container: 'map',
      style: mapStyle(),
      center: near,
      zoom: 10.6,
      minZoom: 1,
      maxZoom: 17,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: { compact: false, customAttribution: 'Natural Earth' },
    })
    this.onPin = onPin
    this.#map.touchZoomRotate.disableRotation()
    this.#map.addControl(new NavigationControl({ showCompass: false }))
    this.#middle = new Marker({ element: element('div', { className: 'middle' }), draggable: true })
    this.#middle.setLngLat(near).addTo(this.#map)
    this.#middle.on('dragend', () => onPlace(this.#middle.getLngLat().toArray()))
    this.#map.on('moveend', onMove)
    this.#map.on('click', (event) => this.#click(event, onPlace))
    this.#map.on('mouseenter', 'clusters', () => (this.#map.getCanvas().style.cursor = 'pointer'))
    this.#map.on('mouseleave', 'clusters', () => (this.#map.getCanvas().style.cursor = ''))
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => recolour(this.#map))
    this.translate()
  }

  /** Waits until the style is there, and sources can be filled. */
  loaded() {
    return new Promise((resolve) => this.#map.once('load', resolve))
  }

  /** Waits until everything is drawn. */
  idle() {
    return new Promise((resolve) => {
      this.#map.once('idle', resolve)
      // It may be idle already, and says so after each frame.
      this.#map.triggerRepaint()
    })
  }

  get view() {
    const bounds = this.#map.getBounds()
    const [west, east] = [bounds.getWest(), bounds.getEast()]
    const longitudes = east - west >= 360 ? [-180, 180] : [wrapped(west), wrapped(east)]
    const latitudes = [Math.max(bounds.getSouth(), -85), Math.min(bounds.getNorth(), 85)]
    // The package counts zooms with tiles of 256 pixels, the map with tiles of 512.
    const zoom = Math.min(this.#map.getZoom() + 1, 22)
    return { bounds: [longitudes[0], latitudes[0], longitudes[1], latitudes[1]], zoom }
  }

  get centre() {
    const { lng, lat } = this.#map.getCenter()
    return [wrapped(lng), lat]
  }

  translate() {
    this.#map.getCanvas().setAttribute('aria-label', words().map)
    this.#middle.getElement().title = words().place
    if (this.#map.getLayer('names'))
      this.#map.setLayoutProperty('names', 'text-field', nameOf(chosenLanguage()))
  }

  showRadius(near, radiusMetres) {
    this.#middle.setLngLat(near)
    this.#map.getSource('radius').setData(circleAround(near, radiusMetres))
  }

  /** Shows the circle of the search as a whole. */
  fit(near, radiusMetres) {
    const [ring] = circleAround(near, radiusMetres).geometry.coordinates
    const [longitudes, latitudes] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
    const corners = [
      [Math.min(...longitudes), Math.min(...latitudes)],
      [Math.max(...longitudes), Math.max(...latitudes)],
    ]
    this.#map.fitBounds(corners, {
      padding: 32,
      animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    })
  }

  fly(place) {
    const view = { center: place, zoom: Math.max(this.#map.getZoom(), 15) }
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) this.#map.jumpTo(view)
    else this.#map.easeTo(view)
  }

  show({ pins = [], clusters }) {
    const features = (clusters?.features ?? []).map((feature) => ({
      ...feature,
      properties: { ...feature.properties, label: shortCount(feature.properties.count) },
    }))
    this.#map.getSource('clusters').setData({ type: 'FeatureCollection', features })
    const kept = new Set(pins.map(({ id }) => id))
    for (const [id, marker] of this.#pins) {
      if (kept.has(id)) continue
      marker.remove()
      this.#pins.delete(id)
    }
    for (const pin of pins) if (!this.#pins.has(pin.id)) this.#pins.set(pin.id, this.#pin(pin))
  }

  mark(id, isMarked) {
    this.#pins.get(id)?.getElement().classList.toggle('marked', isMarked)
  }

  #pin(pin) {
    const { title, priceMinor, currency, category, at } = pin
    const button = element(
      'button',
      { type: 'button', className: 'pin', title },
      formatMoney(priceMinor, currency),
    )
    button.style.setProperty('--hue', hueOf(category))
    button.addEventListener('click', (event) => {
      event.stopPropagation()
      this.onPin(pin)
    })
    return new Marker({ element: button, anchor: 'bottom' }).setLngLat(at).addTo(this.#map)
  }

  #click({ point, lngLat }, onPlace) {
    const [cluster] = this.#map.queryRenderedFeatures(point, { layers: ['clusters'] })
    if (cluster === undefined) onPlace(lngLat.wrap().toArray())
    else this.#map.easeTo({ center: cluster.geometry.coordinates, zoom: this.#map.getZoom() + 2 })
  }
}

function wrapped(longitude) {
  return ((((longitude + 180) % 360) + 360) % 360) - 180
}

function shortCount(count) {
  return formatNumber(count, { notation: count < 1_000 ? 'standard' : 'compact', maximumFractionDigits: 1 })
}
