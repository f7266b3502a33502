import type { TwoArmModel } from "@rekindle/evidence";
import { tau2Estimators } from "@rekindle/evidence";
import { InvalidInput, nearestName } from "@rekindle/stats";
import type { StudyFamily } from "./column-families.ts";

/** How studies are put together. */
export type SheetMethod =
  | { readonly kind: "inverseVariance"; readonly tau2: string }
  | { readonly kind: "binomialNormal" }
  | { readonly kind: "betaBinomial" }
  | { readonly kind: "twoArmBinomialNormal"; readonly model: TwoArmModel }
  | { readonly kind: "mantelHaenszel" };

const TWO_ARM_MODELS: readonly TwoArmModel[] = ["UM.FS", "UM.RS", "CM.EL", "CM.AL"];

/** What metafor and meta call some of them. */
const OTHER_NAMES: Readonly<Record<string, string>> = { EE: "commonEffect", FE: "commonEffect", CE: "commonEffect" };

/** Every method that numbers of a family can be pooled by, the default first. */
export function methodsFor(family: StudyFamily): readonly string[] {
  const estimators = tau2Estimators.map(({ kind }) => kind);
  const sorted = ["REML", ...estimators.filter((kind) => kind !== "REML")];
  if (family === "proportions") return ["GLMM", "betaBinomial", ...sorted];
  if (family === "comparisons") return [...sorted, "GLMM", ...TWO_ARM_MODELS, "MH"];
  return sorted;
}

/**
 * A method by its name: an estimator of tau2 (`REML`, …; `EE`, `FE` and `CE` are `commonEffect`) pools by inverse variance; `GLMM` is the
 * binomial-normal model of one arm, or of two arms with fixed study effects (`UM.FS`); `MH` is Mantel and Haenszel's.
 * @param measured whether a measure was asked for, which only inverse variance has.
 * @throws InvalidInput that lists what the family can be pooled by.
 */
export function methodNamed(written: string | undefined, family: StudyFamily, measured: boolean): SheetMethod {
  const allowed = methodsFor(family);
  const usual = family === "proportions" && measured ? "REML" : allowed[0]!;
  const name = OTHER_NAMES[written?.toUpperCase() ?? ""] ?? written ?? usual;
  const known = allowed.find((each) => each.toLowerCase() === name.toLowerCase());
  if (known === undefined) throw new InvalidInput([notAllowed(name, allowed)]);
  if (known === "betaBinomial") return { kind: "betaBinomial" };
  if (known === "MH") return { kind: "mantelHaenszel" };
  const model = TWO_ARM_MODELS.find((each) => each === known);
  if (model !== undefined) return { kind: "twoArmBinomialNormal", model };
  if (known !== "GLMM") return { kind: "inverseVariance", tau2: known };
  return family === "proportions" ? { kind: "binomialNormal" } : { kind: "twoArmBinomialNormal", model: "UM.FS" };
}

function notAllowed(name: string, allowed: readonly string[]) {
  const near = nearestName(name, allowed);
  return {
    kind: "unknownKind",
    path: ["method"],
    message: `these numbers are not pooled by ${JSON.stringify(name)}`,
    hint: `${near === undefined ? "" : `did you mean ${near}? `}allowed: ${allowed.join(", ")}`,
  };
}
