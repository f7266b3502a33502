import type { TrialResult } from "@rekindle/scenario";
import { formatNumber, percent, significant } from "@rekindle/plots";
import { html, type Html, type HtmlPart } from "../html/html.ts";
import type { Column } from "../html/table.ts";

/** A simulated number as it comes: value and Monte-Carlo standard error. */
interface Simulated {
  readonly value: number;
  readonly standardError: number;
}

type SimulatedOrNone = TrialResult["cells"][number]["characteristics"]["estimate"];

/** A column of numbers. */
export function numberColumn(head: HtmlPart): Column {
  return { head, align: "right" };
}

/** A share in percent with its standard error in percentage points: `62.9 (0.48)`. */
export function shareCell({ value, standardError }: Simulated): Html {
  return html`${percent(value)} <span class="se">(${percent(standardError, 2)})</span>`;
}

/** A mean with its standard error. */
export function meanCell({ value, standardError }: Simulated, decimals = 1): Html {
  return html`${formatNumber(value, { kind: "decimals", decimals })} <span class="se">(${significant(standardError, 2)})</span>`;
}

/** A mean with its standard error, or why there is none. */
export function meanOrNoneCell(estimate: SimulatedOrNone, decimals: number): Html {
  return estimate.kind === "estimated"
    ? meanCell(estimate, decimals)
    : html`<span class="se">none: ${estimate.reason}</span>`;
}
