import { checkWith, createStream, openStream, orThrow, type Seed, streamFamily, fillUniforms } from "@rekindle/stats";
import { z } from "zod";
import type { OutcomeModel } from "../outcome-model.ts";
import { namespaceField, repeatedNames, strataDrawer, stratumFields } from "./strata.ts";

const rate = z.number().min(0).max(1);

/** Independent responses with a rate per stratum and arm. */
export const bernoulliRecipe = z
  .strictObject({
    kind: z.literal("bernoulli"),
    /** Names the population: models with the same namespace and seed share their patients. */
    namespace: namespaceField,
    strata: z
      .array(
        z.strictObject({
          ...stratumFields,
          /** Probability of a response on the control arm. */
          control: rate,
          /** Probability of a response on the experimental arm. */
          experimental: rate,
        }),
      )
      .min(1)
      .max(255),
    /** Probability that a patient can be assessed for the response. */
    evaluable: rate.default(1),
  })
  .superRefine(({ strata }, context) => {
    for (const name of repeatedNames(strata)) {
      context.addIssue({ code: "custom", path: ["strata"], message: `two strata are called ${JSON.stringify(name)}` });
    }
  });

export type BernoulliRecipe = z.input<typeof bernoulliRecipe>;

/**
 * Outcome model in which each patient responds with the probability of stratum and arm, independently. A patient who responds at
 * some probability also does at every larger one, so arms and conditions are paired.
 * @throws InvalidInput with every problem of the recipe.
 * @example bernoulli({ kind: "bernoulli", strata: [{ name: "all", weight: 1, control: 0.2, experimental: 0.4 }] }, parseSeed(1))
 */
export function bernoulli(recipe: BernoulliRecipe, seed: Seed): OutcomeModel {
  const { strata, evaluable, namespace } = orThrow(checkWith(bernoulliRecipe, recipe));
  const fillStrata = strataDrawer(strata, { seed, namespace });
  const responses = streamFamily(seed, namespace, "responses");
  const assessments = streamFamily(seed, namespace, "assessments");
  const stream = createStream();
  let uniforms = new Float64Array(0);
  // Rate of stratum s on arm a at 2 s + a.
  const rates = Float64Array.from(strata.flatMap((each) => [each.control, each.experimental]));
  return {
    strata: strata.map((each) => each.name),
    fills: ["stratum", "evaluable", "response"],
    visitDays: [],
    fillStrata,
    fill: ({ replicate, patients, arm }, columns) => {
      fillStrata(replicate, patients, columns.stratum);
      if (uniforms.length < patients) uniforms = new Float64Array(patients);
      openStream(stream, responses, replicate);
      fillUniforms(stream, uniforms, patients);
      for (let i = 0; i < patients; i++) {
        // 1 if u is below the rate, read off the sign: a branch would be guessed wrongly too often.
        columns.response[i] = (Math.floor(uniforms[i]! - rates[2 * columns.stratum[i]! + arm[i]!]!) >> 31) & 1;
      }
      columns.evaluable.fill(1, 0, patients);
      if (evaluable === 1) return;
      openStream(stream, assessments, replicate);
      fillUniforms(stream, uniforms, patients);
      for (let i = 0; i < patients; i++) {
        columns.evaluable[i] = uniforms[i]! < evaluable ? 1 : 0;
        columns.response[i] = columns.response[i]! & columns.evaluable[i]!;
      }
    },
  };
}
