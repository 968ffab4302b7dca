/** A point of a tile, of whose side there are 4,096. */
export interface TileFeature {
  readonly x: number
  readonly y: number
  readonly count: number
  readonly id: string | null
}

/** The name of the layer, and the side of a tile: those of the statements that encode one. */
const layerName = 'products'
const extent = 4_096

/**
 * Encodes points as a Mapbox Vector Tile (version 2.1 of the specification), as `ST_AsMVT` does: for servers whose PostGIS was
 * built without protobuf-c, among them the embedded one.
 */
export async function encodeTile(features: readonly TileFeature[]): Promise<Uint8Array> {
  if (features.length === 0) return new Uint8Array()
  // Few servers need it.
  const { PbfWriter } = await import('pbf')
  const values = new Values()
  const keys = ['count', 'id']
  const tile = new PbfWriter()
  tile.writeMessage(
    3,
    (_, layer) => {
      layer.writeVarintField(15, 2)
      layer.writeStringField(1, layerName)
      for (const { x, y, count, id } of features) {
        const tags = [0, values.indexOf(count), ...(id === null ? [] : [1, values.indexOf(id)])]
        layer.writeMessage(
          2,
          (_, feature) => {
            feature.writePackedVarint(2, tags)
            feature.writeVarintField(3, point)
            feature.writePackedVarint(4, [moveTo, zigzag(x), zigzag(y)])
          },
          null,
        )
      }
      for (const key of keys) layer.writeStringField(3, key)
      for (const value of values.all) {
        layer.writeMessage(
          4,
          (_, message) => {
            if (typeof value === 'string') message.writeStringField(1, value)
            else message.writeVarintField(5, value)
          },
          null,
        )
      }
      layer.writeVarintField(5, extent)
    },
    null,
  )
  return tile.finish()
}

/** The type of a geometry that is a point, and the command that moves to one place. */
const point = 1
const moveTo = 9

function zigzag(value: number): number {
  return (value << 1) ^ (value >> 31)
}

/** The values of a layer, each once. */
class Values {
  readonly all: (string | number)[] = []
  readonly #indexes = new Map<string | number, number>()

  indexOf(value: string | number): number {
    const known = this.#indexes.get(value)
    if (known !== undefined) return known
    this.#indexes.set(value, this.all.length)
    return this.all.push(value) - 1
  }
}
