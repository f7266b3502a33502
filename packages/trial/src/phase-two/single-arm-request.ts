import { InvalidInput, type Issue } from "@rekindle/stats";

/** What a single-arm trial of a response rate is to show. */
export interface SingleArmRequest {
  /** Response rate that is of no interest, p₀. */
  readonly nullRate: number;
  /** Response rate that would be, p₁, above p₀. */
  readonly alternativeRate: number;
  /** One-sided type I error at p₀. */
  readonly alpha: number;
  /** Power at p₁. */
  readonly power: number;
}

/** @throws InvalidInput with everything that is wrong with the request. */
export function refuseSingleArm({ nullRate, alternativeRate, alpha, power }: SingleArmRequest): void {
  const issues: Issue[] = [];
  const within = (name: string, value: number, hint: string) => {
    if (!(value > 0 && value < 1)) issues.push({ kind: "outOfRange", path: [name], message: `${name} ${value}`, hint });
  };
  within("nullRate", nullRate, "a probability, above 0 and below 1");
  within("alternativeRate", alternativeRate, "a probability, above 0 and below 1");
  within("alpha", alpha, "between 0 and 1, such as 0.05");
  within("power", power, "between alpha and 1, such as 0.8");
  if (issues.length === 0 && alternativeRate <= nullRate) {
    const message = `alternative rate ${alternativeRate} is not above the null rate ${nullRate}`;
    issues.push({ kind: "noEffect", path: ["alternativeRate"], message, hint: "a higher rate" });
  }
  if (issues.length === 0 && power <= alpha) {
    issues.push({
      kind: "outOfRange",
      path: ["power"],
      message: `power ${power} is not above alpha ${alpha}`,
      hint: "more power",
    });
  }
  if (issues.length > 0) throw new InvalidInput(issues);
}
