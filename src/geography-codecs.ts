import type { TypeCodecs } from './engine/encode.js'
import { geometryCodec } from './geo/geometry-codec.js'

/** How the engine sends and reads the types of PostGIS. */
export const geographyCodecs: TypeCodecs = { geography: geometryCodec, geometry: geometryCodec }
