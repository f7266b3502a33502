import type { LookColumns } from "../endpoint-test.ts";
import type { TestResult } from "../design.ts";
import { type ArmCurve, createArmCurve, createCurveSteps, measureCurve } from "./curve-areas.kernel.ts";
import { trialSorter } from "./sorted-trial.ts";
import { notEstimable } from "./test-results.ts";

/** The curves of both arms up to one day, written anew at every look; strata are ignored. */
export interface ArmCurves {
  readonly control: ArmCurve;
  readonly experimental: ArmCurve;
  /** Why there are none at this look; undefined where there are. */
  readonly measure: (columns: LookColumns) => TestResult | undefined;
}

export function armCurves({ capacity, horizon }: { readonly capacity: number; readonly horizon: number }): ArmCurves {
  const { workspace, sort } = trialSorter({ strata: 1, capacity });
  const steps = createCurveSteps(capacity);
  const control = createArmCurve();
  const experimental = createArmCurve();
  return {
    control,
    experimental,
    measure: (columns) => {
      if (!sort(columns)) return notEstimable.emptyArm;
      measureCurve(workspace, { arm: 0, horizon }, { steps, out: control });
      measureCurve(workspace, { arm: 1, horizon }, { steps, out: experimental });
      return control.isKnown && experimental.isKnown ? undefined : notEstimable.shortFollowUp;
    },
  };
}
