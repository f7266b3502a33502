import type { Effect } from "../measures/measure.ts";
import { defineTau2Estimator, type Tau2Estimate, type Tau2Estimator } from "../tau2/tau2-estimator.ts";

/** Whether groups have a spread between studies of their own, or share one; with few studies per group sharing is steadier. */
export type Spread = "separate" | "shared";

/** The spread of each group's studies, for the test between groups and for pooling each. */
export interface GroupSpread {
  readonly estimate: (rows: readonly Effect[]) => Tau2Estimate;
  /** Gives the shared spread whatever studies it is asked about; absent where every group has its own. */
  readonly shared?: Tau2Estimator;
  /** As the test between groups is described. */
  readonly words: string;
}

/** A group of one study has no spread of its own; the shared one is what is left around a mean per group. */
export function groupSpread(
  groups: readonly (readonly Effect[])[],
  estimator: Tau2Estimator,
  spread: Spread,
): GroupSpread {
  if (spread === "separate") {
    const alone: Tau2Estimate = { kind: "estimated", tau2: 0 };
    const estimate = (rows: readonly Effect[]) =>
      rows.length === 1 ? alone : estimator.estimate(groupProblem([rows]));
    return { estimate, words: "a tau2 per group" };
  }
  const residual: Tau2Estimate =
    groups.flat().length > groups.length
      ? estimator.estimate(groupProblem(groups))
      : { kind: "notConverged", reason: "every group is one study" };
  const label = `${estimator.label} over all groups`;
  const shared = defineTau2Estimator({ kind: "shared", label, estimate: () => residual });
  return { estimate: () => residual, shared, words: "one tau2" };
}

/** A mean per group. */
function groupProblem(groups: readonly (readonly Effect[])[]) {
  const rows = groups.flat();
  return {
    y: Float64Array.from(rows, (row) => row.value),
    v: Float64Array.from(rows, (row) => row.variance),
    columns: groups.map((group) => Float64Array.from(rows, (row) => (group.includes(row) ? 1 : 0))),
  };
}
