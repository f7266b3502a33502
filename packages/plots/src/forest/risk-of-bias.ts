import { layer, pixels } from "../layers/layer.ts";
import type { TextCell } from "../layers/text-cells.ts";
import type { Layer } from "../spec.ts";
import { colours } from "../theme.ts";
import type { ForestGeometry } from "./forest-geometry.ts";
import type { Judgement, RiskOfBias } from "./forest-options.ts";
import type { ForestTable } from "./forest-rows.ts";

/** Told apart by sign and by lightness, so that neither colour nor its absence is needed. */
const looks: Readonly<
  Record<Judgement, { readonly sign: string; readonly colour: string; readonly words: string; readonly text: string }>
> = {
  low: { sign: "+", colour: colours.low, words: "low", text: colours.onDarkMark },
  some: { sign: "−", colour: colours.some, words: "some concerns", text: colours.onMark },
  high: { sign: "×", colour: colours.high, words: "high", text: colours.onDarkMark },
  unknown: { sign: "?", colour: colours.unknown, words: "no information", text: colours.onMark },
};

interface BiasMarks {
  readonly layers: readonly Layer[];
  readonly cells: readonly TextCell[];
}

/** A circle with its sign for each study and domain. */
export function biasMarks(riskOfBias: RiskOfBias | undefined, table: ForestTable, geometry: ForestGeometry): BiasMarks {
  if (riskOfBias === undefined || geometry.bias.length === 0) return { layers: [], cells: [] };
  const marks = table.blocks
    .flatMap((block) => block.rows)
    .flatMap((row) =>
      row.kind !== "study" || !Object.hasOwn(riskOfBias.judgements, row.study.id)
        ? []
        : riskOfBias.judgements[row.study.id]!.map((judgement, index) => ({
            study: row.study.label,
            domain: riskOfBias.domains[index]!,
            judgement,
            x: geometry.bias[index]!,
            y: row.markY,
            colour: looks[judgement].colour,
            told: `${row.study.label}, ${riskOfBias.domains[index]!}: ${looks[judgement].words}`,
          })),
    );
  if (marks.length === 0) return { layers: [], cells: [] };
  const circle = layer(
    marks,
    { type: "point", shape: "circle", filled: true, opacity: 1, size: 135, clip: false, aria: true },
    {
      x: pixels("x"),
      y: pixels("y"),
      color: { field: "colour", type: "nominal", scale: null, legend: null },
      description: { field: "told", type: "nominal" },
    },
  );
  const cells = marks.map(
    ({ x, y, judgement }): TextCell => ({
      x,
      y,
      text: looks[judgement].sign,
      align: "center",
      style: { fontSizePx: 10, weight: "semiBold" },
      colour: looks[judgement].text,
    }),
  );
  return { layers: [circle], cells };
}

/** What the letters and signs mean. */
export function biasNotes(riskOfBias: RiskOfBias | undefined): readonly string[] {
  if (riskOfBias === undefined) return [];
  const letters = riskOfBias.domains
    .map((domain, index) => `${String.fromCodePoint(65 + index)}\u00A0${domain}`)
    .join(", ");
  const used = new Set(Object.values(riskOfBias.judgements).flat());
  const signs = (["low", "some", "high", "unknown"] as const)
    .filter((judgement) => used.has(judgement))
    .map((judgement) => `${looks[judgement].sign}\u00A0${looks[judgement].words}`)
    .join(", ");
  return [`Risk of bias: ${letters}. ${signs}.`];
}

export function judgementWords(judgement: Judgement): string {
  return looks[judgement].words;
}
