import { type Channel, layer, pixels } from "../layers/layer.ts";
import type { Layer } from "../spec.ts";
import { colours } from "../theme.ts";
import type { ForestRow } from "./forest-rows.ts";

const halfDiamondPx = 6;

/** A diamond per pooled rate that was estimated: filled for a likelihood model, open for inverse variance. */
export function diamondLayers(rows: readonly ForestRow[], x: (field: string) => Channel): Layer[] {
  const pools = rows.flatMap((row) => (row.kind === "pooled" ? [row] : []));
  return (["binomialNormal", "betaBinomial", "inverseVariance"] as const).flatMap((model): Layer[] => {
    const corners = pools.flatMap(({ pooled, y }, diamond) => {
      const { mean } = pooled;
      if (pooled.model !== model || mean.kind !== "estimated") return [];
      const { lower, upper } = mean.interval;
      const corner = (rate: number, at: number, order: number) => ({ diamond, model, rate, y: at, order });
      return [
        corner(lower, y, 0),
        corner(mean.value, y - halfDiamondPx, 1),
        corner(upper, y, 2),
        corner(mean.value, y + halfDiamondPx, 3),
      ];
    });
    if (corners.length === 0) return [];
    const fill = model === "inverseVariance" ? colours.paper : colours.accent;
    const mark = {
      type: "line",
      interpolate: "linear-closed",
      filled: true,
      fill,
      stroke: colours.accent,
      strokeWidth: 1.25,
      strokeJoin: "miter",
      clip: true,
    } as const;
    const encoding = {
      x: x("rate"),
      y: pixels("y"),
      detail: { field: "diamond", type: "nominal" },
      order: { field: "order", type: "quantitative" },
    };
    return [layer(corners, mark, encoding)];
  });
}
