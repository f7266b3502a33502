import type { PlacedIssue } from "../text/placed-issue.ts";
import type { CheckedText } from "../text/placed-issue.ts";
import { inTextOrder } from "../text/placed-issue.ts";
import { readYaml } from "../text/read-yaml.ts";
import type { Sheet } from "./sheet.ts";

/**
 * A YAML list of mappings as a sheet: the keys of all rows are its columns; a row without a key has nothing there.
 * @example readYamlRows("- { study: Ho 2013, event: 5, n: 20 }\n- { study: Dunn 2019, event: 2, n: 10 }\n")
 */
export function readYamlRows(text: string, options: { readonly fileName?: string } = {}): CheckedText<Sheet> {
  const yaml = readYaml(text, options);
  if (yaml.kind === "invalid") return yaml;
  const { value, place } = yaml.value;
  const refuse = (issues: readonly PlacedIssue[]): CheckedText<Sheet> => ({
    kind: "invalid",
    issues: inTextOrder(issues),
  });
  if (!Array.isArray(value) || value.length === 0) {
    const hint = "write a row as - { study: Ho 2013, event: 5, n: 20 }";
    return refuse([place({ kind: "wrongType", path: [], message: "the file is not a list of rows", hint })]);
  }
  const list: readonly unknown[] = value;
  const faults = list.flatMap((row, index) => rowFaults(row, index).map(place));
  if (faults.length > 0) return refuse(faults);
  const records = list as readonly Readonly<Record<string, unknown>>[];
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    kind: "valid",
    value: {
      columns,
      rows: records.map((record) => columns.map((column) => textOf(record[column]))),
      placeOf: ({ row, column }) => {
        const index = row === "head" ? 0 : row;
        const { file, line, column: at } = place({ kind: "", message: "", path: [index, columns[column] ?? ""] });
        return { ...(file === undefined ? {} : { file }), line, column: at };
      },
    },
  };
}

function rowFaults(row: unknown, index: number) {
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    const hint = "write a row as { study: Ho 2013, event: 5, n: 20 }";
    return [{ kind: "wrongType", path: [index], message: "is not a row", hint }];
  }
  return Object.entries(row).flatMap(([key, cell]) => {
    if (typeof cell !== "object" || cell === null) return [];
    return [{ kind: "wrongType", path: [index, key], message: "is not a single value", hint: "a number or a text" }];
  });
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
