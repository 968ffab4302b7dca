import type { TypeCodecs } from '../engine/values/encode.js'
import { geometryCodec } from './geometry-codec.js'

/** The codecs of PostGIS's types. */
export const geographyCodecs: TypeCodecs = { geography: geometryCodec, geometry: geometryCodec }
