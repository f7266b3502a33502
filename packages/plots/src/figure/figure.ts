import type { TopLevelSpec } from "vega-lite";
import type { FigureHead } from "../layers/text-blocks.ts";
import { type Frame, type Layer, type PlotSpec, roundFrame } from "../spec.ts";
import { config, inTheme } from "../theme.ts";
import type { FigureTable } from "./figure-table.ts";

export interface FigureParts {
  readonly head: FigureHead;
  /** The figure in words. */
  readonly description: string;
  readonly table?: FigureTable;
  readonly frame: Frame;
  readonly layers: readonly Layer[];
  /** Panels beside each other have scales of their own. */
  readonly resolve?: NonNullable<Extract<TopLevelSpec, { layer: unknown }>["resolve"]>;
}

/** A whole specification: sized to the pixel, described in words, in the colours asked for. */
export function figure({ head, description, table, frame, layers, resolve }: FigureParts): PlotSpec {
  const spec: PlotSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description,
    usermeta: { title: head.title, description, ...(table === undefined ? {} : { table }) },
    config,
    autosize: { type: "none" },
    ...roundFrame(frame),
    ...(resolve === undefined ? {} : { resolve }),
    layer: [...layers],
  };
  return inTheme(spec, head.theme ?? "light");
}
