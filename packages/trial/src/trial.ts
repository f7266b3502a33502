import type { AnalysisPlan } from "./design.ts";
import type { ReadyTest } from "./endpoint-test.ts";
import type { Allocator } from "./allocation.ts";
import type { EnrolmentDrawer } from "./enrolment.ts";
import type { OutcomeModel } from "./outcome-model.ts";
import type { CheckedTrialSpec } from "./trial-spec.ts";

/** A trial made ready to run: everything that is worked out once per design, not once per replicate. */
export interface Trial {
  readonly spec: CheckedTrialSpec;
  readonly plan: AnalysisPlan;
  readonly outcomes: OutcomeModel;
  readonly test: ReadyTest;
  readonly enrol: EnrolmentDrawer;
  readonly allocate: Allocator;
}
