import type { ScenarioResult } from "../result.ts";
import { cohortRows, contrastRows } from "./cohort-rows.ts";
import type { Row } from "./columns.ts";
import { csvOf } from "./columns.ts";
import { poolRows, restorationRows, studyRows } from "./pool-rows.ts";
import { lookRows, operatingRows } from "./trial-rows.ts";

/** A table of a result. */
export interface ResultTable {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly csv: string;
}

/** Every table of a result that has rows. Units are in the names of the columns; proportions are in [0, 1]. */
export function resultTables(result: ScenarioResult): readonly ResultTable[] {
  const tables: readonly (readonly [string, readonly Row[]])[] = [
    ["pools", poolRows(result)],
    ["studies", studyRows(result)],
    ["restoration", restorationRows(result)],
    ["cohort", cohortRows(result)],
    ["cohort-contrasts", contrastRows(result)],
    ["operating-characteristics", operatingRows(result)],
    ["looks", lookRows(result)],
    ["parameters", parameterRows(result)],
  ];
  return tables.flatMap(([name, rows]) => (rows.length === 0 ? [] : [{ name, rows, csv: csvOf(rows) }]));
}

/** One row per number of the model. */
function parameterRows({ parameters }: ScenarioResult): readonly Row[] {
  return parameters.map((row) => ({
    name: row.name,
    description: row.description,
    value: row.value,
    unit: row.unit,
    verification: row.verification,
    sources: row.sources.map(({ cite }) => cite).join("; "),
    note: row.note,
    evidenceRow: row.row,
    tabulatedValue: row.tabulated,
  }));
}
