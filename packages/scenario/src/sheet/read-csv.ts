import type { Issue } from "@rekindle/stats";
import type { CheckedText, PlacedIssue } from "../text/placed-issue.ts";
import { inTextOrder } from "../text/placed-issue.ts";
import { csvRecords, type Field, type QuoteFault } from "./csv-records.ts";
import { linePlaces } from "./line-places.ts";
import type { Sheet } from "./sheet.ts";

const BYTE_ORDER_MARK = "\uFEFF";
const SEPARATORS = [",", ";", "\t"] as const;

/**
 * Reads CSV as R, spreadsheets and statistical packages write it: separated by commas, semicolons or tabs (whichever splits the head
 * into most names), quoted or not, with or without a byte-order mark, with any line ends. Every problem is told at once, each with its
 * line and column: quotation marks that are not closed, rows with too few or too many fields, columns without a name or with one twice.
 * @param options.fileName is put into the issues.
 * @example readCsv("study,event,n\nHo 2013,5,20\n") // { kind: "valid", value: { columns: ["study", "event", "n"], … } }
 */
export function readCsv(text: string, options: { readonly fileName?: string } = {}): CheckedText<Sheet> {
  const lineOf = linePlaces(text);
  const file = options.fileName === undefined ? {} : { file: options.fileName };
  const at = (offset: number, issue: Omit<Issue, "path">): PlacedIssue => ({
    ...issue,
    path: [],
    ...file,
    ...lineOf(offset),
  });
  const refuse = (issues: readonly PlacedIssue[]): CheckedText<Sheet> => ({
    kind: "invalid",
    issues: inTextOrder(issues),
  });
  if (text.includes("\u0000")) return refuse([at(text.indexOf("\u0000"), BINARY)]);
  const { start, separator } = beginningOf(text);
  const { records, faults } = csvRecords(text, separator, start);
  if (faults.length > 0) return refuse(faults.map((fault) => at(fault.offset, describeFault(fault))));
  const [head, ...body] = withoutEmptyEnd(records);
  if (head === undefined) return refuse([at(0, EMPTY)]);
  if (body.length === 0) return refuse([at(0, ONLY_HEAD)]);
  const issues = [
    ...headIssues(head).map(({ offset, ...issue }) => at(offset, issue)),
    ...widthIssues(head, body).map(({ offset, ...issue }) => at(offset, issue)),
  ];
  if (issues.length > 0) return refuse(issues);
  const fieldAt = (row: number | "head", column: number): Field => (row === "head" ? head : body[row]!)[column]!;
  return {
    kind: "valid",
    value: {
      columns: head.map((field) => field.text),
      rows: body.map((fields) => fields.map((field) => field.text)),
      placeOf: ({ row, column }) => ({ ...file, ...lineOf(fieldAt(row, column).offset) }),
    },
  };
}

const BINARY = { kind: "notCsv", message: "this is no text: it holds a null character, as binary files do" };
const EMPTY = { kind: "empty", message: "the file is empty", hint: "the first line names the columns" };
const ONLY_HEAD = { kind: "empty", message: "there are no rows under the names of the columns" };

/** After a byte-order mark, and after the line `sep=;` with which spreadsheets say what separates. */
function beginningOf(text: string): { readonly start: number; readonly separator: string } {
  const start = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const stated = /^"?sep=([,;\t])"?[^\S\r\n]*(?:\r\n|\r|\n)/i.exec(text.slice(start, start + 20));
  if (stated !== null) return { start: start + stated[0].length, separator: stated[1]! };
  return { start, separator: separatorOf(text, start) };
}

/** The separator that splits the first line into most fields; a comma where none does. */
function separatorOf(text: string, start: number): string {
  const [first] = firstLine(text, start);
  let best: string = ",";
  let most = 0;
  for (const separator of SEPARATORS) {
    const count = first.split(separator).length - 1;
    if (count > most) [best, most] = [separator, count];
  }
  return best;
}

/** The first line that holds something, without what stands in quotes. */
function firstLine(text: string, start: number): readonly [string] {
  let line = "";
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (char === "\n" || char === "\r") {
      if (line.trim() !== "") break;
      line = "";
    } else line += char;
  }
  return [line];
}

/** Spreadsheets write columns that were once used: those without a name and without any text at the end are left out. */
function withoutEmptyEnd(records: readonly (readonly Field[])[]): readonly (readonly Field[])[] {
  const widest = records.reduce((most, record) => Math.max(most, record.length), 0);
  let used = widest;
  while (used > 1 && records.every((record) => (record[used - 1]?.text ?? "") === "")) used--;
  return used === widest
    ? records
    : records.map((record) => record.slice(0, used)).filter((record) => record.some((field) => field.text !== ""));
}

type OffsetIssue = Omit<Issue, "path"> & { readonly offset: number };

/** Only the first column may be without a name: R writes row names there. */
function headIssues(head: readonly Field[]): readonly OffsetIssue[] {
  return head.flatMap(({ text, offset }, column): readonly OffsetIssue[] => {
    if (text === "") {
      if (column === 0 && head.length > 1) return [];
      const message = `column ${column + 1} has no name`;
      return [{ kind: "missing", offset, message, hint: "the first line names the columns" }];
    }
    const first = head.findIndex((other) => other.text === text);
    if (first === column) return [];
    const message = `the column ${JSON.stringify(text)} is named twice`;
    return [{ kind: "duplicateKey", offset, message, hint: `column ${first + 1} has this name already` }];
  });
}

function widthIssues(head: readonly Field[], body: readonly (readonly Field[])[]): readonly OffsetIssue[] {
  if (body.every((fields) => fields.length === head.length + 1)) {
    const message = "every row has one field more than there are names";
    const hint = "name the first column too, as R's write.csv does";
    return [{ kind: "wrongLength", offset: head[0]!.offset, message, hint }];
  }
  return body.flatMap((fields): readonly OffsetIssue[] => {
    if (fields.length === head.length) return [];
    const count = `${fields.length} ${fields.length === 1 ? "field" : "fields"}`;
    const message = `this row has ${count} under ${head.length} names`;
    const hint = "quote texts that hold the separator, and write decimal points, not commas";
    const place = fields[Math.min(fields.length, head.length + 1) - 1]!;
    return [{ kind: "wrongLength", offset: place.offset, message, hint }];
  });
}

function describeFault({ kind }: QuoteFault): Omit<Issue, "path"> {
  if (kind === "unclosedQuote")
    return { kind, message: "this quotation mark is never closed", hint: 'inside quotes, write "" for one mark' };
  const hint = 'separate fields, or write "" for a quotation mark inside quotes';
  return { kind, message: "text follows a closing quotation mark", hint };
}
