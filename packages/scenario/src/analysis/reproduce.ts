import type { Counts, Library } from "@rekindle/evidence";
import { pool, selectCounts } from "@rekindle/evidence";
import type { Reproduction } from "./analysis-result.ts";
import type { Analysis } from "./analysis-schema.ts";

type Recipe = NonNullable<Analysis["reproduces"]>;
type Recorded = NonNullable<NonNullable<Library["priorMetaAnalyses"]>[number]["groups"]>[number];

/** Does the pooling of a record again, from the library's own counts, and compares every number to the digits that are recorded. */
export function reproduce(library: Library, recipe: Recipe): readonly Reproduction[] {
  const record = library.priorMetaAnalyses!.find(({ id }) => id === recipe.record)!;
  return Object.entries(recipe.groups).map(([group, selection]): Reproduction => {
    const recorded = record.groups!.find(({ genotype }) => genotype === group)!;
    const { rows } = selectCounts(library, selection);
    const { mean, I2 } = pool(rows, { ...recipe.options, mixture: "labelled" });
    const { reproduced, printed } = recorded;
    const events = rows.reduce((sum, row) => sum + row.events, 0);
    const n = rows.reduce((sum, row) => sum + row.n, 0);
    const interval = mean.kind === "estimated" ? mean.interval : undefined;
    const found = { pooled: mean.kind === "estimated" ? mean.value : undefined, ...interval, I2: I2?.value };
    const pairs = [
      ["studies", printed.k, rows.length],
      ["events", printed.events, events],
      ["n", printed.n, n],
      ["crude", printed.crude, events / n],
      ["pooled", reproduced.pooled, found.pooled],
      ["lower", reproduced.interval95[0]!, found.lower],
      ["upper", reproduced.interval95[1]!, found.upper],
      ["I2", reproduced.I2, found.I2],
    ] as const;
    const numbers = pairs.flatMap(([quantity, stated, value]) =>
      value === undefined ? [] : [{ quantity, recorded: stated, found: value, agrees: isSameAsPrinted(value, stated) }],
    );
    return { record: recipe.record, group, differences: differencesOf(rows, recorded), numbers };
  });
}

function differencesOf(rows: readonly Counts[], { inputs }: Recorded): readonly string[] {
  const own = new Map(rows.map(({ study, events, n }) => [study, `${events}/${n}`]));
  const theirs = new Map(inputs.map(({ study, events, n }) => [study, `${events}/${n}`]));
  const studies = [...new Set([...own.keys(), ...theirs.keys()])];
  return studies.flatMap((study) => {
    const [ours, other] = [own.get(study), theirs.get(study)];
    return ours === other ? [] : [`${study}: ${ours ?? "not selected"} here, ${other ?? "not pooled"} there`];
  });
}

/** Half a unit of the last digit that is written. */
function isSameAsPrinted(value: number, printed: number): boolean {
  const decimals = (String(printed).split(".")[1] ?? "").length;
  return Math.abs(value - printed) <= 0.5 / Number(`1e${decimals}`) + 1e-12;
}
