// Map tiles: common providers by name, others by their URLs. Source: Python bokeh.models.plots, xyzservices

import { type TileProvider, WMTSTileSource } from "../model/generated/models.ts"
import { ModelError } from "../model/model-error.ts"
import { closest } from "../util/closest.ts"

const OSM =
  '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors'
const CARTO = `${OSM} &copy; <a href="https://carto.com/attributions">CARTO</a>`
const ESRI = "https://server.arcgisonline.com/ArcGIS/rest/services"

/** By name in lower case, letters and digits only. */
const PROVIDERS: Readonly<Record<string, TileProvider>> = {
  openstreetmapmapnik: {
    url: "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    attribution: OSM,
    max_zoom: 19,
  },
  cartodbpositron: carto("light_all"),
  cartodbdarkmatter: carto("dark_all"),
  cartodbvoyager: carto("rastertiles/voyager"),
  esriworldimagery: {
    url: `${ESRI}/World_Imagery/MapServer/tile/{z}/{y}/{x}`,
    attribution:
      "Tiles &copy; Esri &mdash; Source: Esri, i-cubed, USDA, USGS, AEX, GeoEye, Getmapping, Aerogrid, IGN, IGP, " +
      "UPR-EGP, and the GIS User Community",
  },
  usgsustopo: usgs("USGSTopo"),
  usgsusimagery: usgs("USGSImageryOnly"),
  usgsusimagerytopo: usgs("USGSImageryTopo"),
  opentopomap: {
    url: "https://a.tile.opentopomap.org/{z}/{x}/{y}.png",
    attribution:
      `Map data: ${OSM}, <a href="http://viewfinderpanoramas.org">SRTM</a> | Map style: &copy; ` +
      '<a href="https://opentopomap.org">OpenTopoMap</a> ' +
      '(<a href="https://creativecommons.org/licenses/by-sa/3.0/">CC-BY-SA</a>)',
    max_zoom: 17,
  },
}
const ALIASES: Readonly<Record<string, string>> = {
  osm: "openstreetmapmapnik",
  openstreetmap: "openstreetmapmapnik",
  esriimagery: "esriworldimagery",
}

/** @throws ModelError for an unknown name */
export function tileSource(provider: string | TileProvider, isRetina: boolean): WMTSTileSource {
  const isFine = isRetina || (typeof provider === "string" && /retina/i.test(provider))
  const { url, attribution, min_zoom, max_zoom } =
    typeof provider === "string" ? providerNamed(provider.replace(/retina/i, "")) : provider
  return new WMTSTileSource({
    url: url.replace("{r}", isFine ? "@2x" : ""),
    pixel_ratio: isFine ? 2 : undefined,
    attribution,
    min_zoom,
    max_zoom,
  })
}

function providerNamed(name: string): TileProvider {
  const bare = name.toLowerCase().replace(/[^a-z0-9]/g, "")
  const key = ALIASES[bare] ?? bare
  const provider = PROVIDERS[key]
  if (provider !== undefined) return provider
  const meant = closest(bare, Object.keys(PROVIDERS))
  const hint = meant === undefined ? "give its {url, attribution}" : `did you mean '${meant}'?`
  throw new ModelError(`add_tile: unknown provider '${name}': ${hint}`)
}

function usgs(style: string): TileProvider {
  const url = `https://basemap.nationalmap.gov/arcgis/rest/services/${style}/MapServer/tile/{z}/{y}/{x}`
  const attribution = 'Tiles courtesy of the <a href="https://usgs.gov/">U.S. Geological Survey</a>'
  return { url, attribution, max_zoom: 20 }
}

function carto(style: string): TileProvider {
  const url = `https://a.basemaps.cartocdn.com/${style}/{z}/{x}/{y}{r}.png`
  return { url, attribution: CARTO, max_zoom: 20 }
}
