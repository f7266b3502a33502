import type { Cell } from "@rekindle/trial";
import { InvalidInput, type Issue } from "@rekindle/stats";
import type { FigureHead } from "../layers/text-blocks.ts";

export interface PowerCurveOptions extends FigureHead {
  /** What the horizontal axis is: `patients`, or the path of a varied number. */
  readonly x: string;
  /** Title of the horizontal axis with its unit; `Patients randomised` for `patients`. */
  readonly xTitle?: string;
  /** The design's one-sided type I error, drawn as a line among the simulated type I errors. */
  readonly alpha?: number;
  /** What a trial is called; its name in the cells where none is given. */
  readonly trialTitles?: Readonly<Record<string, string>>;
  /** What a varied path is called where it tells series apart; its last word where none is given. */
  readonly pathTitles?: Readonly<Record<string, string>>;
  readonly notes?: readonly string[];
}

/** Where a cell stands on the horizontal axis, if that is a number. */
export function positionOf(cell: Cell, x: string): number | undefined {
  const value = x === "patients" ? (cell.condition[x] ?? cell.patients) : cell.condition[x];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Throws one `InvalidInput` with everything that keeps the cells from being drawn. */
export function checkPower(cells: readonly Cell[], options: PowerCurveOptions): void {
  const issues: Issue[] = cells.flatMap((cell, index) => cellIssues(cell, index, options.x));
  if (cells.length === 0) issues.push(issue(["cells"], "there is no cell to draw", "give one `Cell` or more"));
  const { alpha } = options;
  if (alpha !== undefined && !(alpha > 0 && alpha < 1))
    issues.push(issue(["alpha"], `alpha is ${alpha}`, "a probability in (0, 1)"));
  if (issues.length > 0) throw new InvalidInput(issues);
}

function cellIssues(cell: Cell, index: number, x: string): Issue[] {
  const { value, standardError } = cell.characteristics.rejected;
  const issues: Issue[] = [];
  if (positionOf(cell, x) === undefined) {
    const known = ["patients", ...Object.keys(cell.condition)].join(", ");
    issues.push(
      issue(["cells", index, "condition"], `${x} is not a number of this cell`, `numbers may be among: ${known}`),
    );
  }
  if (!(value >= 0 && value <= 1 && standardError >= 0)) {
    issues.push(
      issue(
        ["cells", index, "rejected"],
        `the share is ${value} with standard error ${standardError}`,
        "a share in [0, 1]",
      ),
    );
  }
  return issues;
}

function issue(path: readonly (string | number)[], message: string, hint: string): Issue {
  return { kind: "notDrawable", path, message, hint };
}
