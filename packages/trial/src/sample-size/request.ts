import { type Issue, standardNormalIsf } from "@rekindle/stats";

/** Level and power of a fixed design. */
export interface SizeRequest {
  /** Type I error: of one side, or of both together. */
  readonly alpha: number;
  readonly sided: 1 | 2;
  readonly power: number;
  /** Experimental patients per control patient; 1 when left out. */
  readonly allocationRatio?: number;
}

/** The request without its power: what a power function is asked for. */
export type LevelRequest = Pick<SizeRequest, "alpha" | "sided">;

/** Patients of each arm, before and after rounding up. */
export interface SampleSize {
  /** Solution of the formula, not rounded. */
  readonly control: number;
  readonly experimental: number;
  readonly total: number;
  /** Each arm rounded up. */
  readonly rounded: { readonly control: number; readonly experimental: number; readonly total: number };
}

export function sizesOf(control: number, allocationRatio: number): SampleSize {
  const experimental = control * allocationRatio;
  const up = (n: number) => Math.ceil(n - 1e-9);
  const rounded = { control: up(control), experimental: up(experimental), total: up(control) + up(experimental) };
  return { control, experimental, total: control + experimental, rounded };
}

/** Normal quantiles of the level of one side and of the power. */
export function quantilesOf({ alpha, sided, power }: SizeRequest): {
  readonly zAlpha: number;
  readonly zPower: number;
} {
  return { zAlpha: standardNormalIsf(alpha / sided), zPower: standardNormalIsf(1 - power) };
}

/** What is wrong with a level. */
export function levelIssues({ alpha, sided }: LevelRequest): Issue[] {
  const issues: Issue[] = [];
  if (!(alpha > 0 && alpha < 1)) {
    issues.push({
      kind: "outOfRange",
      path: ["alpha"],
      message: `alpha ${alpha} is no level`,
      hint: "between 0 and 1, such as 0.025",
    });
  }
  if (sided !== 1 && sided !== 2) {
    issues.push({ kind: "notAllowed", path: ["sided"], message: `sided ${String(sided)}`, hint: "1 or 2" });
  }
  return issues;
}

/** What is wrong with a request for a sample size, whatever the endpoint. */
export function requestIssues(request: SizeRequest): Issue[] {
  const issues = levelIssues(request);
  const { alpha, sided, power, allocationRatio = 1 } = request;
  if (!(power < 1 && power > alpha / sided)) {
    const hint = `more than the level of one side, ${alpha / sided}, and less than 1`;
    issues.push({
      kind: "outOfRange",
      path: ["power"],
      message: `power ${power} needs no patients or cannot be had`,
      hint,
    });
  }
  if (!(allocationRatio > 0 && allocationRatio < Infinity)) {
    const message = `allocation ratio ${allocationRatio}`;
    issues.push({
      kind: "outOfRange",
      path: ["allocationRatio"],
      message,
      hint: "experimental patients per control patient, above 0",
    });
  }
  return issues;
}

/** What is wrong with two response rates; equal rates are refused where a size is asked for. */
export function rateIssues(rates: { readonly control: number; readonly experimental: number }): Issue[] {
  return (["control", "experimental"] as const).flatMap((arm) => {
    const rate = rates[arm];
    if (rate >= 0 && rate <= 1) return [];
    return [{ kind: "outOfRange", path: [arm], message: `${arm} rate ${rate}`, hint: "a probability, 0 to 1" }];
  });
}

/** What is wrong with the sizes of two arms, which need not be whole. */
export function sizeIssues(sizes: { readonly control: number; readonly experimental: number }): Issue[] {
  return (["control", "experimental"] as const).flatMap((arm) => {
    const n = sizes[arm];
    if (n > 0 && n < Infinity) return [];
    return [{ kind: "outOfRange", path: ["sizes", arm], message: `${arm} arm of ${n}`, hint: "above 0" }];
  });
}

/** The issue of an effect of zero, which no number of patients can show. */
export function noEffect(path: string, message: string): Issue {
  return {
    kind: "noEffect",
    path: [path],
    message: `${message}: no number of patients shows a difference`,
    hint: "a true difference",
  };
}
