import type { PlotSpec } from "@rekindle/plots";
import { InvalidInput } from "@rekindle/stats";

/** A Vega-Lite specification and not merely an object: its `$schema` says so. */
export function isPlotSpec(value: unknown): value is PlotSpec {
  return typeof value === "object" && value !== null && vegaLiteVersion(value as PlotSpec) !== undefined;
}

/** The MIME type of a specification, with the version of Vega-Lite that its `$schema` names. */
export function vegaLiteMime(spec: PlotSpec): string {
  return `application/vnd.vegalite.v${vegaLiteVersion(spec)}+json`;
}

function vegaLiteVersion(spec: PlotSpec): string | undefined {
  return /\/schema\/vega-lite\/v(\d+)/.exec(String(spec.$schema))?.[1];
}

/** A stored specification must draw the same picture anywhere, and drawing it must not read files or the network. */
export function checkInlined(spec: unknown): void {
  const address = addressIn(spec);
  if (address !== undefined)
    throw new InvalidInput([
      {
        kind: "notInlined",
        path: ["spec"],
        message: `spec loads ${JSON.stringify(address)}`,
        hint: "put the values into the specification",
      },
    ]);
}

function addressIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = key === "url" && typeof inner === "string" ? inner : addressIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** More than any picture shows, and fewer than those in which two ways to compute a value may differ. */
const SHOWN_DIGITS = 10;

/** The specification as a notebook keeps it: a copy with numbers of ten digits, so that the last bit of a value is no difference. */
export function keptSpec(spec: PlotSpec): PlotSpec {
  return rounded(spec) as PlotSpec;
}

function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(SHOWN_DIGITS));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
}
