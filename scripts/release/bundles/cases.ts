import {
  esbuildToCommonJs,
  esbuildToModule,
  rollupToModule,
  viteForServer,
  webpackToCommonJs,
  type Bundle,
} from './bundlers.js'
import type { ModuleKind } from './service.js'

/** A way to use the package. */
export interface Case {
  readonly name: string
  readonly kind: ModuleKind
  /** True if the service registers a tracer provider; the others do without `@opentelemetry/api`. */
  readonly traced?: boolean
  /** Builds the service; without it Node runs the service from the packages that are installed. */
  readonly bundle?: Bundle
}

/** The ways that need nothing but the packages of this repository. */
export const cases: readonly Case[] = [
  { name: 'Node, import', kind: 'import' },
  { name: 'Node, require', kind: 'require', traced: true },
  { name: 'esbuild to ESM', kind: 'import', traced: true, bundle: esbuildToModule },
  { name: 'esbuild to CommonJS, import', kind: 'import', bundle: esbuildToCommonJs },
  { name: 'esbuild to CommonJS, require', kind: 'require', traced: true, bundle: esbuildToCommonJs },
  { name: 'webpack, import', kind: 'import', bundle: webpackToCommonJs },
  { name: 'webpack, require', kind: 'require', traced: true, bundle: webpackToCommonJs },
  { name: 'Rollup', kind: 'import', bundle: rollupToModule },
  { name: 'Vite SSR', kind: 'import', traced: true, bundle: viteForServer },
]
