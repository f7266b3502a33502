import { beta, exp, InvalidInput, type Issue, logGamma } from "@rekindle/stats";
import { multiStageCharacteristics, type MultiStageCharacteristics, type ResponseStage } from "./multi-stage.ts";

/** A single-arm trial that is watched by the predictive probability of a success at its end. */
export interface PredictiveDesign {
  /** Response rate of no interest. */
  readonly nullRate: number;
  /** Beta prior of the response rate. */
  readonly prior: { readonly alpha: number; readonly beta: number };
  /** Patients at the end. */
  readonly maxPatients: number;
  /** Looks are taken after this many patients and after each one more. */
  readonly firstLook: number;
  /** Success at the end: posterior probability of a rate above `nullRate` higher than this. */
  readonly successAbove: number;
  /** Stop for futility when the predictive probability of success is below this. */
  readonly futilityBelow: number;
}

export interface PredictivePlan {
  /** Each look with the responses at or below which the trial stops; the last with those from which it succeeds. */
  readonly stages: readonly ResponseStage[];
  /** Fewest responses of `maxPatients` that are a success. */
  readonly success: number;
}

/**
 * Lee and Liu's single-arm design: the trial stops as soon as success at its end has become improbable, given all that was seen.
 * Source: Lee, Liu, Clin. Trials 5 (2008) 93-106, doi:10.1177/1740774508089279.
 * @throws InvalidInput with everything that is wrong with the design, or if no number of responses is a success.
 * @example
 * planPredictive({ nullRate: 0.2, prior: { alpha: 0.2, beta: 0.8 }, maxPatients: 36, firstLook: 10, successAbove: 0.922, futilityBelow: 0.001 })
 */
export function planPredictive(design: PredictiveDesign): PredictivePlan {
  refuse(design);
  const { nullRate, prior, maxPatients, firstLook, successAbove, futilityBelow } = design;
  const posterior = (responses: number, n: number) =>
    beta({ a: prior.alpha + responses, b: prior.beta + n - responses });
  let success = 0;
  while (success <= maxPatients && !(posterior(success, maxPatients).sf(nullRate) > successAbove)) success++;
  if (success > maxPatients) {
    const message = `not even ${maxPatients} responses of ${maxPatients} bring the posterior above ${successAbove}`;
    throw new InvalidInput([
      { kind: "notReachable", path: ["successAbove"], message, hint: "a lower limit or more patients" },
    ]);
  }
  const stages: ResponseStage[] = [];
  for (let n = firstLook; n < maxPatients; n++) {
    let stop = -1;
    while (stop < n && predictiveProbability(design, { responses: stop + 1, n, success }) < futilityBelow) stop++;
    stages.push(stop < 0 ? { n } : { n, lower: stop });
  }
  return { stages: [...stages, { n: maxPatients, lower: success - 1, upper: success }], success };
}

/** Probability, given what was seen, that the responses still to come bring success: a beta-binomial tail. */
function predictiveProbability(
  { prior, maxPatients }: PredictiveDesign,
  seen: { readonly responses: number; readonly n: number; readonly success: number },
): number {
  const left = maxPatients - seen.n;
  const a = prior.alpha + seen.responses;
  const b = prior.beta + seen.n - seen.responses;
  const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);
  const logChoose = (k: number) => -logBeta(k + 1, left - k + 1) - logGamma(left + 2) + logGamma(left + 1);
  let sum = 0;
  for (let more = Math.max(0, seen.success - seen.responses); more <= left; more++) {
    sum += exp(logChoose(more) + logBeta(a + more, b + left - more) - logBeta(a, b));
  }
  return sum;
}

/** Exact type I error or power, early stopping and expected patients of a predictive design at a response rate. */
export function predictiveCharacteristics(
  plan: PredictivePlan,
  rate: number,
): MultiStageCharacteristics & { readonly succeeds: number; readonly stopsEarly: number } {
  const stages = multiStageCharacteristics(plan.stages, rate);
  const stopsEarly = stages.lower.slice(0, -1).reduce((sum, p) => sum + p, 0);
  return { ...stages, succeeds: stages.upper.at(-1)!, stopsEarly };
}

function refuse(design: PredictiveDesign): void {
  const issues: Issue[] = [];
  const { prior, maxPatients, firstLook } = design;
  for (const name of ["nullRate", "successAbove", "futilityBelow"] as const) {
    const value = design[name];
    const isSound = name === "nullRate" ? value > 0 && value < 1 : value >= 0 && value < 1;
    if (!isSound)
      issues.push({ kind: "outOfRange", path: [name], message: `${name} ${value}`, hint: "a probability below 1" });
  }
  for (const name of ["alpha", "beta"] as const) {
    if (prior[name] > 0 && prior[name] < Infinity) continue;
    issues.push({ kind: "outOfRange", path: ["prior", name], message: `${name} ${prior[name]}`, hint: "above 0" });
  }
  if (!(Number.isInteger(maxPatients) && maxPatients >= 2 && maxPatients <= 1000)) {
    issues.push({ kind: "outOfRange", path: ["maxPatients"], message: `${maxPatients} patients`, hint: "2 to 1,000" });
  }
  if (!(Number.isInteger(firstLook) && firstLook >= 1 && firstLook < maxPatients)) {
    issues.push({
      kind: "outOfRange",
      path: ["firstLook"],
      message: `a first look at ${firstLook} of ${maxPatients}`,
      hint: "before the last patient",
    });
  }
  if (issues.length > 0) throw new InvalidInput(issues);
}
