import { InvalidInput } from "@rekindle/stats";
import { binomialProbabilities } from "../analytic/binomial.ts";

/** Chances in a randomised phase II trial that picks the arm with the most responses. */
export interface SelectionProbabilities {
  /** Of being alone at the top, per arm. */
  readonly uniquelyBest: readonly number[];
  /** Of being picked, ties at the top broken at random, per arm. */
  readonly picked: readonly number[];
  /** Of a tie at the top. */
  readonly tie: number;
}

/**
 * Pick-the-winner design: every arm has `patients`, the one with the most responses is picked. Exact.
 * Source: Simon, Wittes, Ellenberg, Cancer Treat. Rep. 69 (1985) 1375-1381.
 * @throws InvalidInput for fewer than two arms, rates outside 0 to 1, or no patients.
 * @example selectionProbabilities([0.2, 0.2, 0.4], { patients: 20 }).uniquelyBest[2] // 0.82376047
 */
export function selectionProbabilities(
  rates: readonly number[],
  options: { readonly patients: number },
): SelectionProbabilities {
  const { patients } = options;
  const isSound = rates.length >= 2 && rates.every((rate) => rate >= 0 && rate <= 1);
  if (!isSound || !(Number.isInteger(patients) && patients >= 1 && patients <= 2000)) {
    const message = `${rates.length} arms with rates ${rates.join(", ")} and ${patients} patients each`;
    throw new InvalidInput([
      { kind: "outOfRange", path: ["rates"], message, hint: "two arms or more, rates 0 to 1, 1 to 2,000 patients" },
    ]);
  }
  const points = rates.map((rate) => binomialProbabilities(patients, rate));
  const uniquelyBest = rates.map(() => 0);
  const picked = rates.map(() => 0);
  const below = rates.map(() => 0);
  for (let top = 0; top <= patients; top++) {
    rates.forEach((_, arm) => {
      const others = rates.flatMap((_rate, other) => (other === arm ? [] : [other]));
      const shares = tieLaw(others.map((other) => ({ equal: points[other]![top]!, less: below[other]! })));
      uniquelyBest[arm]! += points[arm]![top]! * shares[0]!;
      picked[arm]! += points[arm]![top]! * shares.reduce((sum, p, ties) => sum + p / (ties + 1), 0);
    });
    rates.forEach((_, arm) => (below[arm]! += points[arm]![top]!));
  }
  return { uniquelyBest, picked, tie: Math.max(0, 1 - uniquelyBest.reduce((sum, p) => sum + p, 0)) };
}

/** Probability that 0, 1, … of the other arms equal the top while the rest stay below it. */
function tieLaw(others: readonly { readonly equal: number; readonly less: number }[]): number[] {
  let law = [1];
  for (const { equal, less } of others) {
    law = [...law, 0].map((p, ties) => p * less + (law[ties - 1] ?? 0) * equal);
  }
  return law;
}
