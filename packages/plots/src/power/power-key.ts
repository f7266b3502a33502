import { layer, pixels } from "../layers/layer.ts";
import type { TextCell } from "../layers/text-cells.ts";
import type { Layer } from "../spec.ts";
import { textWidth } from "../text/text-width.ts";
import { colours, textStyles } from "../theme.ts";
import { lookOf } from "./power-panel.ts";

/** The key over the panels: what point and line mean, then the series if there are several. */
export interface PowerKey {
  readonly layers: readonly Layer[];
  readonly cells: readonly TextCell[];
  readonly height: number;
}

interface Entry {
  readonly text: string;
  readonly shape?: string;
  readonly colour: string;
}

const rowHeight = 16;

/** Rows of entries above `bottom`, broken where the width ends. */
export function powerKey(
  names: readonly string[],
  hasAnalytic: boolean,
  place: { readonly left: number; readonly bottom: number; readonly width: number },
): PowerKey {
  const several = names.length > 1;
  const entries: Entry[] = [
    ...(several
      ? []
      : [{ text: "Simulated, with 95 % Monte-Carlo interval", shape: "circle", colour: lookOf(0).colour }]),
    ...(several ? names.map((text, index) => ({ text, ...lookOf(index) })) : []),
    ...(hasAnalytic ? [{ text: "Analytic", colour: several ? colours.ink : colours.quiet }] : []),
  ];
  const placed = placeEntries(entries, place.width);
  const rows = (placed.at(-1)?.row ?? 0) + 1;
  const at = placed.map((entry) => ({
    ...entry,
    x: place.left + entry.x,
    y: place.bottom - (rows - 1 - entry.row) * rowHeight,
  }));
  return {
    layers: [...pointLayer(at), ...lineLayer(at)],
    cells: at.map(({ x, y, text }) => ({ x: x + 20, y, text, align: "left", style: textStyles.small })),
    height: rows * rowHeight,
  };
}

function placeEntries(entries: readonly Entry[], width: number) {
  let x = 0;
  let row = 0;
  return entries.map((entry) => {
    const needed = 20 + textWidth(entry.text, textStyles.small);
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    const placed = { ...entry, x, row };
    x += needed + 18;
    return placed;
  });
}

type PlacedEntry = Entry & { readonly x: number; readonly y: number };

function pointLayer(entries: readonly PlacedEntry[]): Layer[] {
  const points = entries.flatMap(({ x, y, shape, colour }) =>
    shape === undefined ? [] : [{ x: x + 8, y, shape, colour }],
  );
  if (points.length === 0) return [];
  const encoding = {
    x: pixels("x"),
    y: pixels("y"),
    shape: { field: "shape", type: "nominal", scale: null, legend: null },
    color: { field: "colour", type: "nominal", scale: null, legend: null },
  };
  return [layer(points, { type: "point", filled: true, opacity: 1, size: 42, clip: false }, encoding)];
}

function lineLayer(entries: readonly PlacedEntry[]): Layer[] {
  const lines = entries.flatMap(({ x, y, shape, colour }) =>
    shape === undefined ? [{ x, x2: x + 16, y, colour }] : [],
  );
  if (lines.length === 0) return [];
  const encoding = {
    x: pixels("x"),
    x2: { field: "x2" },
    y: pixels("y"),
    color: { field: "colour", type: "nominal", scale: null, legend: null },
  };
  return [layer(lines, { type: "rule", strokeWidth: 1.25, clip: false }, encoding)];
}
