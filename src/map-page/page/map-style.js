import { places } from './places.js'
import { chosenLanguage } from './words.js'

/** The style of the map. It has no glyphs, so labels are drawn with the fonts of this machine. */

const paints = {
  water: ['background-color', '--water'],
  land: ['fill-color', '--land'],
  radius: ['fill-color', '--accent'],
  'radius-edge': ['line-color', '--accent'],
  names: ['text-color', '--faint'],
  clusters: ['circle-color', '--accent'],
  'cluster-counts': ['text-color', '--on-accent'],
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

const nothing = { type: 'FeatureCollection', features: [] }

const names = {
  type: 'FeatureCollection',
  features: places.map(([zoom, coordinates, en, ar]) => ({
    type: 'Feature',
    properties: { zoom, en, ar },
    geometry: { type: 'Point', coordinates },
  })),
}

/** The names of places in a language. */
export const nameOf = (language) => ['get', language]

export function mapStyle() {
  const layers = [
    { id: 'water', type: 'background' },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-antialias': false } },
    { id: 'radius', type: 'fill', source: 'radius', paint: { 'fill-opacity': 0.08 } },
    {
      id: 'radius-edge',
      type: 'line',
      source: 'radius',
      paint: { 'line-width': 1.5, 'line-dasharray': [3, 2] },
    },
    {
      id: 'names',
      type: 'symbol',
      source: 'names',
      filter: ['>=', ['zoom'], ['get', 'zoom']],
      layout: {
        'text-field': nameOf(chosenLanguage()),
        'text-size': 13,
        'text-anchor': 'bottom',
        'text-offset': [0, -1],
      },
      paint: { 'text-halo-color': colour('--land'), 'text-halo-width': 1.5 },
    },
    {
      id: 'clusters',
      type: 'circle',
      source: 'clusters',
      paint: {
        'circle-opacity': 0.88,
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['log10', ['get', 'count']],
          0,
          5,
          1,
          14,
          2,
          19,
          3,
          25,
          5,
          34,
        ],
        'circle-stroke-width': 3,
        'circle-stroke-opacity': 0.25,
        'circle-stroke-color': colour('--accent'),
      },
    },
    {
      id: 'cluster-counts',
      type: 'symbol',
      source: 'clusters',
      filter: ['>', ['get', 'count'], 1],
      layout: { 'text-field': ['get', 'label'], 'text-size': 12, 'text-allow-overlap': true },
    },
  ]
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: `${location.origin}/land.json` },
      names: { type: 'geojson', data: names },
      radius: { type: 'geojson', data: nothing },
      clusters: { type: 'geojson', data: nothing },
    },
    layers: layers.map((layer) => {
      const [property, name] = paints[layer.id]
      return { ...layer, paint: { ...layer.paint, [property]: colour(name) } }
    }),
  }
}

/** Gives a map the colours that the page has now. */
export function recolour(map) {
  for (const [layer, [property, name]] of Object.entries(paints)) {
    map.setPaintProperty(layer, property, colour(name))
  }
  map.setPaintProperty('names', 'text-halo-color', colour('--land'))
  map.setPaintProperty('clusters', 'circle-stroke-color', colour('--accent'))
}
