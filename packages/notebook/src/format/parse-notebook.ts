import { parseSync } from "oxc-parser";
import { z } from "zod";
import { placeOf } from "../program/parse-cell.ts";
import { type Cell, type Notebook, type Output, wholeText } from "./notebook.ts";
import { NotebookRefused } from "./refused.ts";

const text = z.union([z.string(), z.array(z.string())]);
const record = z.record(z.string(), z.unknown());
const output = z.discriminatedUnion("output_type", [
  z.looseObject({ output_type: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text }),
  z.looseObject({ output_type: z.literal("display_data"), data: record, metadata: record }),
  z.looseObject({
    output_type: z.literal("execute_result"),
    data: record,
    metadata: record,
    execution_count: z.int().min(0).nullable(),
  }),
  z.looseObject({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);
const shared = {
  id: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,64}$/, "1 to 64 letters, digits, - or _")
    .optional(),
  source: text,
  metadata: record,
};
const cell = z.discriminatedUnion("cell_type", [
  z.looseObject({
    cell_type: z.literal("code"),
    ...shared,
    outputs: z.array(output),
    execution_count: z.int().min(0).nullable(),
  }),
  z.looseObject({ cell_type: z.literal("markdown"), ...shared }),
  z.looseObject({ cell_type: z.literal("raw"), ...shared }),
]);
const notebook = z.looseObject({
  nbformat: z.literal(4, "only nbformat 4 is read; open and save the notebook with a newer Jupyter"),
  nbformat_minor: z.int().min(0),
  metadata: record,
  cells: z.array(cell),
});

/**
 * The notebook in the text of an `.ipynb` file of nbformat 4.
 *
 * @throws NotebookRefused with everything that is wrong, if it is no JSON, no notebook, or not written in TypeScript.
 */
export function parseNotebook(name: string, content: string): Notebook {
  const json = jsonOf(name, content);
  if (isDeeper(json, DEEPEST))
    throw new NotebookRefused("badFile", name, [`values are nested more than ${DEEPEST} deep`]);
  const checked = notebook.safeParse(json);
  if (!checked.success) throw new NotebookRefused("badFile", name, checked.error.issues.map(complaintOf));
  const { metadata, cells } = checked.data;
  const complaints = [...languageComplaints(metadata), ...sameIds(cells)];
  if (complaints.length > 0) throw new NotebookRefused("badFile", name, complaints);
  return { name, metadata, cells: cells.map(cellOf) };
}

/** Far deeper than any specification of a figure, and far from the end of the stack. */
const DEEPEST = 500;

function isDeeper(value: unknown, depth: number): boolean {
  let level: readonly unknown[] = [value];
  for (let at = 0; at <= depth && level.length > 0; at++)
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  return level.length > 0;
}

function jsonOf(name: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotebookRefused("badFile", name, [`this is no JSON, so no notebook: ${placed(reason, content)}`]);
  }
}

/** Not every engine says where; a reader of JavaScript, of which JSON is a part, does. */
function placed(reason: string, content: string): string {
  const said = /at position (\d+)/.exec(reason)?.[1];
  const position = said === undefined ? firstFault(content) : Number(said);
  if (position === undefined || /\(line \d/.test(reason)) return reason;
  const { line, column } = placeOf(content, position);
  return `${reason.replaceAll(/\s+/g, " ")} (line ${line} column ${column})`;
}

function firstFault(content: string): number | undefined {
  const start = parseSync("notebook.js", `(${content}\n)`).errors[0]?.labels[0]?.start;
  return start === undefined ? undefined : Math.min(content.length, Math.max(0, start - 1));
}

function complaintOf({ path, message }: z.core.$ZodIssue): string {
  const at = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return at === "" ? `this is no notebook: ${message}` : `${at.replace(/^\./, "")}: ${message}`;
}

function languageComplaints(metadata: Readonly<Record<string, unknown>>): string[] {
  const named = [member(metadata["kernelspec"], "language"), member(metadata["language_info"], "name")];
  const languages = named.filter((language): language is string => typeof language === "string");
  if (languages.length === 0) return ["metadata names no language; TypeScript notebooks have the kernel of Deno"];
  const foreign = languages.find((language) => language.toLowerCase() !== "typescript");
  return foreign === undefined ? [] : [`it is written in ${foreign}; only TypeScript notebooks are run here`];
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function sameIds(cells: readonly z.infer<typeof cell>[]): string[] {
  const seen = new Map<string, number>();
  return cells.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    const first = seen.get(id);
    seen.set(id, first ?? index);
    return first === undefined ? [] : [`cells ${first + 1} and ${index + 1} have the same id ${JSON.stringify(id)}`];
  });
}

function cellOf(stored: z.infer<typeof cell>): Cell {
  const { cell_type, id, source, metadata, outputs, execution_count, ...rest } = stored as typeof stored & {
    readonly outputs?: readonly Output[];
    readonly execution_count?: number | null;
  };
  return {
    kind: cell_type,
    id,
    source: wholeText(source),
    metadata,
    outputs: outputs ?? [],
    executionCount: execution_count ?? undefined,
    rest,
  };
}
