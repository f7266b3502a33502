import type { ScenarioResult } from "../result.ts";
import type { Row } from "./columns.ts";
import { withError } from "./columns.ts";

/** One row per protocol and genotype; `all` is everyone. */
export function cohortRows({ cohort }: ScenarioResult): readonly Row[] {
  return (cohort?.rows ?? []).map((row) => ({
    protocol: row.protocol,
    genotype: row.genotype,
    patients: row.patients,
    ...withError("uptakeRestored", row.uptakeRestored),
    ...withError("treated", row.treated),
    ...withError("CR", row.response.CR),
    ...withError("PR", row.response.PR),
    ...withError("SD", row.response.SD),
    ...withError("PD", row.response.PD),
    ...withError("objectiveResponse", row.objectiveResponse),
    ...withError("pfs12Months", row.pfs12Months),
  }));
}

/** One row per genotype: experimental minus control, in the same people. */
export function contrastRows({ cohort }: ScenarioResult): readonly Row[] {
  return (cohort?.contrasts ?? []).map((row) => ({
    genotype: row.genotype,
    experimental: row.experimental,
    control: row.control,
    ...withError("objectiveResponse", row.objectiveResponse),
    ...withError("pfs12Months", row.pfs12Months),
  }));
}
