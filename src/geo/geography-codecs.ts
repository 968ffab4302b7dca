import type { TypeCodecs } from '../engine/values/encode.js'
import { geometryCodec } from './geometry-codec.js'

/** How the engine sends and reads the types of PostGIS. */
export const geographyCodecs: TypeCodecs = { geography: geometryCodec, geometry: geometryCodec }
