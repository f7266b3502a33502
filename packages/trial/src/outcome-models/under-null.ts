import type { OutcomeModel } from "../outcome-model.ts";

/**
 * The same people under the null hypothesis: whatever their arm, patients get the outcomes of the control arm.
 * @param model any outcome model.
 * @param options.capacity the largest number of patients that will be asked for.
 */
export function underNull(model: OutcomeModel, options: { readonly capacity: number }): OutcomeModel {
  const control = new Uint8Array(options.capacity);
  const fillAs = model.fill.bind(model);
  return {
    ...model,
    fillStrata: (replicate, patients, stratum) => model.fillStrata(replicate, patients, stratum),
    fill: ({ replicate, patients }, columns) => {
      fillAs({ replicate, patients, arm: control }, columns);
    },
  };
}
