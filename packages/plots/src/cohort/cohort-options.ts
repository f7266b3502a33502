import { InvalidInput, type Issue } from "@rekindle/stats";
import type { CohortResult } from "@rekindle/cohort";
import type { FigureHead } from "../layers/text-blocks.ts";

export interface CohortPlotOptions extends FigureHead {
  /** What a protocol is called in the figure; its name in the result where none is given. */
  readonly protocolTitles?: Readonly<Record<string, string>>;
  /** What a genotype is called; its name with spaces for underscores where none is given. */
  readonly genotypeTitles?: Readonly<Record<string, string>>;
  readonly notes?: readonly string[];
}

/** Throws one `InvalidInput` with every share of the result that is not one. */
export function checkCohort(result: CohortResult): void {
  const issues: Issue[] = result.rows.flatMap((row, index) => {
    const shares = [
      row.uptakeRestored,
      row.treated,
      row.objectiveResponse,
      row.pfs12Months,
      ...Object.values(row.response),
    ];
    return shares
      .filter(({ value, standardError }) => !(value >= 0 && value <= 1 && standardError >= 0))
      .map((share) => ({
        kind: "notDrawable",
        path: ["rows", index],
        message: `a share is ${share.value} with standard error ${share.standardError}`,
        hint: "shares are in [0, 1], standard errors not negative",
      }));
  });
  if (result.rows.length === 0) {
    issues.push({
      kind: "notDrawable",
      path: ["rows"],
      message: "there is no row to draw",
      hint: "give a result with patients",
    });
  }
  if (issues.length > 0) throw new InvalidInput(issues);
}

/** Names for readers. */
export function cohortTitles(options: CohortPlotOptions) {
  return {
    protocol: (name: string) => options.protocolTitles?.[name] ?? name,
    genotype: (name: string) =>
      options.genotypeTitles?.[name] ?? (name === "all" ? "All patients" : genotypeTitle(name)),
  };
}

function genotypeTitle(name: string): string {
  return name === "other" ? "Other genotypes" : name.replaceAll("_", " ");
}
