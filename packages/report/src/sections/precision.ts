import type { ScenarioResult } from "@rekindle/scenario";
import { grouped, percent } from "@rekindle/plots";
import { paragraph, type Section } from "./section.ts";

/** Monte-Carlo standard error of a share, sqrt(p (1 - p) / n). */
function standardErrorOf(share: number, replicates: number): number {
  return Math.sqrt((share * (1 - share)) / replicates);
}

/** How sure simulation alone makes the numbers, and what it would take to be surer. */
export function precisionSection({ trials, provenance }: ScenarioResult): Section {
  const { replicates } = provenance;
  if (trials.length === 0) return { id: "precision", title: "Precision", content: [] };
  const errors = [0.025, 0.8, 0.9].map(
    (share) => `${percent(standardErrorOf(share, replicates), 2)} at ${percent(share, share < 0.1 ? 1 : 0)} %`,
  );
  // Normal interval of 95 %: z = 1.959964; half a width of 0.1 percentage points.
  const needed = Math.ceil((0.025 * 0.975 * 1.959964 * 1.959964) / (0.001 * 0.001));
  return {
    id: "precision",
    title: "Precision",
    content: [
      paragraph(
        `Each condition is simulated ${grouped(replicates)} times. The Monte-Carlo standard error of a share in percentage points is then `,
        `${errors.join(", ")}. To know a type I error of 2.5 % to within 0.1 percentage points (95 %) takes ${grouped(needed)} replicates.`,
      ),
      paragraph(
        "Conditions share their virtual people: what is drawn for a patient does not depend on arm, design or size. So differences between ",
        "conditions are known better than their standard errors suggest, and any replicate can be run again alone from its number and the seed.",
      ),
    ],
  };
}
