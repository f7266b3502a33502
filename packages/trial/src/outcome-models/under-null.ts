import { refuse, unless } from "../refuse.ts";
import type { OutcomeModel } from "../outcome-model.ts";

/**
 * The same people under the null hypothesis: whatever their arm, patients get the outcomes of the control arm.
 * @param model any outcome model.
 * @param options.capacity the largest number of patients that will be asked for.
 */
export function underNull(model: OutcomeModel, options: { readonly capacity: number }): OutcomeModel {
  const { capacity } = options;
  const isSound = Number.isInteger(capacity) && capacity >= 1;
  refuse(unless(isSound, ["capacity"], `capacity ${capacity}`, "the largest number of patients, a whole number"));
  const control = new Uint8Array(capacity);
  const fillAs = model.fill.bind(model);
  return {
    ...model,
    fillStrata: (replicate, patients, stratum) => model.fillStrata(replicate, patients, stratum),
    fill: ({ replicate, patients }, columns) => {
      fillAs({ replicate, patients, arm: control }, columns);
    },
  };
}
