import type { CohortRow, Response } from "@rekindle/cohort";
import { percent } from "../format.ts";
import { type Channel, layer, pixels } from "../layers/layer.ts";
import { monteCarloInterval } from "../layers/monte-carlo-interval.ts";
import type { TextCell } from "../layers/text-cells.ts";
import type { Layer } from "../spec.ts";
import { textWidth } from "../text/text-width.ts";
import { colours, textStyles } from "../theme.ts";
import { type CohortPanel, panelX } from "./cohort-panels.ts";
import type { PlacedCohortRow } from "./cohort-rows.ts";

const barHeight = 12;

/** Best to worst, from dark to light, so that a grey print keeps the order. */
const responseColours: Readonly<Record<Response, string>> = {
  CR: colours.completeResponse,
  PR: colours.partialResponse,
  SD: colours.stableDisease,
  PD: colours.progressiveDisease,
};
const onDark: Readonly<Record<Response, boolean>> = { CR: true, PR: true, SD: false, PD: false };
const responses: readonly Response[] = ["CR", "PR", "SD", "PD"];

const ownColour: Channel = { field: "colour", type: "nominal", scale: null, legend: null };

/** A bar of the four response categories per row, with the Monte-Carlo interval of the objective response. */
export function responsePanel(rows: readonly PlacedCohortRow[], panel: CohortPanel): Layer {
  const segments = rows.flatMap(({ row, y }) =>
    segmentsOf(row).map((segment) => ({ ...segment, top: y - barHeight / 2, bottom: y + barHeight / 2 })),
  );
  const objective = rows.map(({ row, y }) => {
    const { protocol, genotype, objectiveResponse } = row;
    return { protocol, genotype, y, ...monteCarloInterval(objectiveResponse, row.patients) };
  });
  const rect = { type: "rect", stroke: colours.paper, strokeWidth: 0.75 };
  const rule = { type: "rule", color: colours.ink, strokeWidth: 1.5 };
  return {
    layer: [
      layer(segments, rect, {
        x: panelX("from", panel),
        x2: { field: "to" },
        y: pixels("top"),
        y2: { field: "bottom" },
        color: ownColour,
      }),
      layer(objective, rule, { x: panelX("lower", panel), x2: { field: "upper" }, y: pixels("y") }),
    ],
  };
}

function segmentsOf(row: CohortRow) {
  let from = 0;
  return responses.map((response) => {
    const { value, standardError } = row.response[response];
    const segment = {
      protocol: row.protocol,
      genotype: row.genotype,
      response,
      colour: responseColours[response],
      value,
      standardError,
      from,
      to: Math.min(1, from + value),
    };
    from = segment.to;
    return segment;
  });
}

/** Percentages in the segments that have room for them. */
export function responseNumbers(rows: readonly PlacedCohortRow[], panel: CohortPanel): TextCell[] {
  return rows.flatMap(({ row, y }) =>
    segmentsOf(row).flatMap(({ response, value, from, to }): TextCell[] => {
      const text = percent(value, 0);
      if ((to - from) * panel.width < textWidth(text, textStyles.small) + 8) return [];
      const x = panel.left + ((from + to) / 2) * panel.width;
      return [
        {
          x,
          y,
          text,
          align: "center",
          style: textStyles.small,
          colour: onDark[response] ? colours.paper : colours.ink,
        },
      ];
    }),
  );
}

/** The key of the categories over their panel: swatches and names. */
export function responseKey(
  panel: CohortPanel,
  y: number,
): { readonly layer: Layer; readonly cells: readonly TextCell[] } {
  const step = panel.width / responses.length;
  const swatches = responses.map((response, index) => {
    const x = panel.left + index * step;
    return { response, colour: responseColours[response], x, x2: x + 9, y: y - 4.5, y2: y + 4.5 };
  });
  const encoding = { x: pixels("x"), x2: { field: "x2" }, y: pixels("y"), y2: { field: "y2" }, color: ownColour };
  const cells = swatches.map(
    ({ response, x }): TextCell => ({ x: x + 14, y, text: response, align: "left", style: textStyles.small }),
  );
  return { layer: layer(swatches, { type: "rect", stroke: colours.hairline, strokeWidth: 0.5 }, encoding), cells };
}
