import { InvalidInput, type Issue } from "@rekindle/stats";
import type { Pooled } from "@rekindle/evidence";
import type { FigureHead } from "../layers/text-blocks.ts";

/** One or more pools of the same studies, each by another model. */
export interface ForestGroup {
  readonly title: string;
  readonly pooled: readonly Pooled[];
}

/** A range that others have published, shown as a light band, with the studies at its ends. */
export interface PublishedRange {
  readonly lower: number;
  readonly upper: number;
  /** Whose range it is, e.g. `Range in the review’s abstract`. */
  readonly label: string;
  readonly lowerSource: string;
  readonly upperSource: string;
}

export interface ForestPlotOptions extends FigureHead {
  /** Title of the axis, without its unit: ` (%)` is added. */
  readonly axisTitle: string;
  /** Groups whose studies are listed under their own head and pools. Without them the studies of `pooled` are listed. */
  readonly subgroups?: readonly ForestGroup[];
  /** Head of the pools over all studies when there are subgroups. */
  readonly overallTitle?: string;
  /** Head of the column of events. */
  readonly eventsTitle?: string;
  /** Head of the column of denominators. */
  readonly patientsTitle?: string;
  /** Order of the studies within their group. */
  readonly order?: "asGiven" | "byRate" | "byWeight" | "byLabel";
  /** Ends of the axis as proportions; intervals that go beyond end in arrows. */
  readonly domain?: readonly [number, number];
  readonly publishedRange?: PublishedRange;
  /** Further lines under the figure. */
  readonly notes?: readonly string[];
}

/** Throws one `InvalidInput` that carries everything wrong with what a forest plot was asked to draw. */
export function checkForest(groups: readonly ForestGroup[], options: ForestPlotOptions): void {
  const issues = [...groups.flatMap(groupIssues), ...domainIssues(options), ...rangeIssues(options)];
  if (groups.every((group) => group.pooled.length === 0))
    issues.push(issue(["pooled"], "there is no pool to draw", "give one `Pooled` or more"));
  if (issues.length > 0) throw new InvalidInput(issues);
}

function groupIssues(group: ForestGroup): Issue[] {
  const [first, ...others] = group.pooled.map(studyList);
  const where = ["subgroups", group.title];
  if (first === undefined) return [];
  if (first === "") return [issue(where, "a pool has no studies", "leave the empty group out")];
  if (others.every((other) => other === first)) return [];
  return [
    issue(where, "its pools are of different studies", "models shown beside each other must pool the same counts"),
  ];
}

/** The same for the same studies with the same counts, in any order. */
function studyList(pooled: Pooled): string {
  return pooled.studies
    .map((study) => `${study.id} ${study.events}/${study.n}`)
    .toSorted()
    .join("; ");
}

function domainIssues({ domain }: ForestPlotOptions): Issue[] {
  if (domain === undefined || (domain[0] >= 0 && domain[0] < domain[1] && domain[1] <= 1)) return [];
  return [
    issue(["domain"], `the domain is [${domain[0]}, ${domain[1]}]`, "two proportions in [0, 1], the smaller first"),
  ];
}

function rangeIssues({ publishedRange: range }: ForestPlotOptions): Issue[] {
  if (range === undefined || (range.lower >= 0 && range.lower <= range.upper && range.upper <= 1)) return [];
  return [
    issue(
      ["publishedRange"],
      `the range is ${range.lower} to ${range.upper}`,
      "two proportions in [0, 1], the smaller first",
    ),
  ];
}

function issue(path: readonly (string | number)[], message: string, hint: string): Issue {
  return { kind: "notDrawable", path, message, hint };
}
