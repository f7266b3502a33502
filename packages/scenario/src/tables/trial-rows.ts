import type { Cell, EstimateOrNone } from "@rekindle/trial";
import type { ScenarioResult } from "../result.ts";
import type { Row } from "./columns.ts";
import { withError } from "./columns.ts";

/** One row per trial, condition and hypothesis. */
export function operatingRows({ trials }: ScenarioResult): readonly Row[] {
  return trials.flatMap(({ cells }) =>
    cells.map((cell) => {
      const { characteristics, analytic } = cell;
      const untested = Object.values(characteristics.notEstimable).reduce((sum, count) => sum + count, 0);
      return {
        ...cellFields(cell),
        replicates: characteristics.replicates,
        ...withError("rejected", characteristics.rejected),
        analyticPower: analytic.kind === "analytic" ? analytic.power : undefined,
        analyticMethod: analytic.kind === "analytic" ? analytic.method : `none: ${analytic.reason}`,
        ...withError("expectedPatients", characteristics.expectedPatients),
        ...withError("expectedEvents", characteristics.expectedEvents),
        ...withError("expectedDurationDays", characteristics.expectedDurationDays),
        ...orNothing("estimate", characteristics.estimate),
        notEstimable: untested,
      };
    }),
  );
}

/** One row per trial, condition, hypothesis and look. */
export function lookRows({ trials }: ScenarioResult): readonly Row[] {
  return trials.flatMap(({ cells }) =>
    cells.flatMap((cell) =>
      cell.characteristics.looks.map((look, k) => ({
        ...cellFields(cell),
        look: k + 1,
        ...withError("reached", look.reached),
        ...withError("stoppedForEfficacy", look.stoppedForEfficacy),
        ...withError("stoppedForFutility", look.stoppedForFutility),
        ...withError("stoppedForHarm", look.stoppedForHarm),
        ...withError("fellShort", look.fellShort),
        ...orNothing("calendarDay", look.calendarDay),
        ...orNothing("patients", look.patients),
        ...orNothing("events", look.events),
      })),
    ),
  );
}

function cellFields({ trial, condition, hypothesis, patients }: Cell): Row {
  const setting = Object.entries(condition).map(([path, value]) => `${path} = ${value}`);
  return { trial, condition: setting.join("; "), hypothesis, plannedPatients: patients };
}

function orNothing(name: string, estimate: EstimateOrNone): Row {
  const found = estimate.kind === "estimated" ? estimate : undefined;
  return { [name]: found?.value, [`${name}StandardError`]: found?.standardError };
}
