import { checkWith, exp, InvalidInput, type Issue, log, log1p, standardNormalIsf } from "@rekindle/stats";
import { z } from "zod";
import { checkRows } from "../check-counts.ts";
import type { Effect, GivenEffects } from "../measures/measure.ts";

const rate = z.number().gt(0).lt(1);

/** How uncertain a Kaplan-Meier estimate at the landmark is, as a report says it. */
export const landmarkUncertaintySchema = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("standardError"), standardError: z.number().positive() }),
  z.strictObject({
    from: z.literal("interval"),
    lower: rate,
    upper: rate,
    level: z.exactOptional(z.number().gt(0).lt(1)),
    /** On which scale the limits lie symmetrically; the reports' programs differ. */
    scale: z.enum(["plain", "log", "complementaryLogLog"]),
  }),
  z.strictObject({ from: z.literal("effectivePatients"), patients: z.number().positive() }),
]);

/** The proportion without an event at a landmark time. */
export interface LandmarkReport {
  readonly id: string;
  readonly label: string;
  /** Kaplan-Meier estimate at the landmark, in (0, 1). */
  readonly survival: number;
  readonly uncertainty: Readonly<z.output<typeof landmarkUncertaintySchema>>;
}

/**
 * Landmark survival (for example progression-free at 12 months) on the complementary log-log scale, log(−log S), with its variance by the
 * delta method: var(S) / (S log S)². Pooled values go back to proportions; higher on this scale is a worse survival.
 *
 * `uncertainty`: the standard error of S; confidence limits with the scale they are symmetric on; or an effective number of patients, with
 * which var(S) = S (1 − S) / patients.
 * @throws InvalidInput on a survival outside (0, 1) (there is no finite effect), and on limits that are out of order.
 * @example
 * const uncertainty = { from: "standardError", standardError: 0.1 } as const;
 * measureLandmarks([{ id: "a", label: "A", survival: 0.82, uncertainty }]).rows[0].value; // log(−log 0.82)
 */
export function measureLandmarks(rows: readonly LandmarkReport[]): GivenEffects {
  checkRows(rows, ({ survival, uncertainty }, index): readonly Issue[] => {
    const checkedRate = checkWith(z.strictObject({ survival: rate }), { survival });
    const checked = checkWith(landmarkUncertaintySchema, uncertainty);
    const issues = [
      ...(checkedRate.kind === "invalid" ? checkedRate.issues : []),
      ...(checked.kind === "invalid"
        ? checked.issues.map((issue) => ({ ...issue, path: ["uncertainty", ...issue.path] }))
        : orderFaults(checked.value)),
    ];
    return issues.map((issue) => ({ ...issue, path: [index, ...issue.path] }));
  });
  const effects = rows.map(({ id, label, survival, uncertainty }): Effect => {
    const slope = Math.abs(survival * log(survival));
    const standardError = errorOf(survival, uncertainty, slope);
    return { id, label, value: log(-log(survival)), variance: standardError * standardError, corrected: false };
  });
  const issues = effects.flatMap(({ variance, label }, index) =>
    variance > 0 && Number.isFinite(variance) ? [] : [noVariance(label, index)],
  );
  if (issues.length > 0) throw new InvalidInput(issues);
  const measure = {
    kind: "landmarkSurvival",
    label: "landmark survival, complementary log-log",
    scale: "log(−log survival)",
    naturalScale: "survival",
    toNatural: (value: number) => exp(-exp(value)),
  };
  const sources = [...new Set(rows.map(({ uncertainty }) => wordsFor[uncertainty.from]))];
  return {
    measure,
    method: `${measure.label}, variances from ${sources.join("; ")} by the delta method`,
    rows: effects,
  };
}

const wordsFor = {
  standardError: "standard errors",
  interval: "confidence limits",
  effectivePatients: "effective numbers of patients",
} as const;

/** Standard error on the complementary log-log scale. */
function errorOf(survival: number, uncertainty: LandmarkReport["uncertainty"], slope: number): number {
  if (uncertainty.from === "standardError") return uncertainty.standardError / slope;
  if (uncertainty.from === "effectivePatients") {
    return Math.sqrt((survival * (1 - survival)) / uncertainty.patients) / slope;
  }
  const { lower, upper, level = 0.95, scale } = uncertainty;
  const width = 2 * standardNormalIsf((1 - level) / 2);
  if (scale === "plain") return (upper - lower) / width / slope;
  // on the log scale var(log S) = var(S) / S²
  if (scale === "log") return log1p((upper - lower) / lower) / width / Math.abs(log(survival));
  return (log(-log(lower)) - log(-log(upper))) / width;
}

function orderFaults(uncertainty: LandmarkReport["uncertainty"]): readonly Issue[] {
  if (uncertainty.from !== "interval" || uncertainty.lower < uncertainty.upper) return [];
  const message = `lower is ${uncertainty.lower} and upper is ${uncertainty.upper}`;
  return [{ kind: "outOfRange", path: ["uncertainty", "upper"], message, hint: "lower must be below upper" }];
}

function noVariance(label: string, index: number): Issue {
  const message = `${label} has no finite variance`;
  return { kind: "noEffect", path: [index], message, hint: "the survival is too near 0 or 1 for its uncertainty" };
}
