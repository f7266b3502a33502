import type { OutcomeColumns, OutcomeModel, ReplicateRequest } from "@rekindle/trial";

/** What became of the patients of some replicates, counted whole: plain data that adds up in any order. */
export interface ObservedOutcomes {
  /** Per arm and stratum (stratum s of arm a at a × strata + s): patients, those of them in the denominator, and responses. */
  readonly patients: readonly number[];
  readonly analysed: readonly number[];
  readonly responses: readonly number[];
  /** Per arm and visit (likewise): patients with an event seen there, and patients last seen there without one. */
  readonly events: readonly number[];
  readonly others: readonly number[];
}

/** An outcome model that counts what it gives; `take` hands the counts over and begins anew. */
export interface CountingModel extends OutcomeModel {
  take(): ObservedOutcomes;
}

/**
 * Counts, over all replicates, the outcomes that a model gives to both arms of a trial: what is true of them as far as a formula
 * needs it, from as many patients as the simulation itself.
 */
export function countingModel(model: OutcomeModel, denominator: "all" | "evaluable"): CountingModel {
  const strata = model.strata.length;
  const visits = model.visitDays.length;
  const visitOf = new Map(model.visitDays.map((day, k) => [day, k]));
  const patients = new Float64Array(2 * strata);
  const analysed = new Float64Array(2 * strata);
  const responses = new Float64Array(2 * strata);
  const events = new Float64Array(2 * visits);
  const others = new Float64Array(2 * visits);
  const hasTimes = model.fills.includes("timeDays");

  const count = (request: ReplicateRequest, columns: OutcomeColumns): void => {
    const { stratum, evaluable, response, timeDays, event } = columns;
    for (let i = 0; i < request.patients; i++) {
      const arm = request.arm[i]!;
      const at = arm * strata + stratum[i]!;
      patients[at]!++;
      analysed[at]! += denominator === "all" ? 1 : evaluable[i]!;
      responses[at]! += response[i]!;
      if (!hasTimes) continue;
      const visit = visitOf.get(timeDays[i]!);
      if (visit === undefined) continue;
      const counts = event[i] === 1 ? events : others;
      counts[arm * visits + visit]!++;
    }
  };

  return {
    ...model,
    fillStrata: (replicate, n, stratum) => model.fillStrata(replicate, n, stratum),
    fill: (request, columns) => {
      model.fill(request, columns);
      count(request, columns);
    },
    take: () => {
      const taken = snapshot({ patients, analysed, responses, events, others });
      for (const counts of [patients, analysed, responses, events, others]) counts.fill(0);
      return taken;
    },
  };
}

function snapshot(counts: Readonly<Record<keyof ObservedOutcomes, Float64Array>>): ObservedOutcomes {
  const { patients, analysed, responses, events, others } = counts;
  return {
    patients: Array.from(patients),
    analysed: Array.from(analysed),
    responses: Array.from(responses),
    events: Array.from(events),
    others: Array.from(others),
  };
}

/** The outcomes of both together. */
export function addOutcomes(a: ObservedOutcomes, b: ObservedOutcomes): ObservedOutcomes {
  const add = (key: keyof ObservedOutcomes) => a[key].map((count, i) => count + b[key][i]!);
  return {
    patients: add("patients"),
    analysed: add("analysed"),
    responses: add("responses"),
    events: add("events"),
    others: add("others"),
  };
}
