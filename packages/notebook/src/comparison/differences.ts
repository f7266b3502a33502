import { isDeepStrictEqual } from "node:util";
import { cellName, type Notebook, type Output, type StoredForms, wholeText } from "../format/notebook.ts";
import { storedOutput } from "../format/write-notebook.ts";

const SHOWN_LINES = 8;

/** In words, every output that a fresh run gives otherwise than the file has it. */
export function differences(stored: Notebook, fresh: Notebook): readonly string[] {
  return stored.cells.flatMap((cell, index) => {
    const before = cell.outputs.map(normal);
    const after = fresh.cells[index]!.outputs.map(normal);
    if (isDeepStrictEqual(before, after)) return [];
    const name = cellName(stored.cells, index);
    if (before.length !== after.length)
      return [
        `${name}: ${counted(before.length)} in the file, ${counted(after.length)} now\n${textChange(before.map(summary), after.map(summary))}`,
      ];
    return before.flatMap((output, at) => {
      const change = outputChange(output, after[at]!);
      return change === undefined ? [] : [`${name}, output ${at + 1}: ${change}`];
    });
  });
}

function counted(count: number): string {
  return count === 1 ? "1 output" : `${count} outputs`;
}

/** An output as it would be written, without the number of its cell, which the file may lack. */
function normal(output: Output): Output {
  return storedOutput(output, null) as Output;
}

function summary(output: Output): string {
  if (output.output_type === "stream") return `${output.name}: ${JSON.stringify(wholeText(output.text).slice(0, 60))}`;
  if (output.output_type === "error") return `error: ${output.ename}`;
  return `${output.output_type}: ${Object.keys(output.data).join(", ")}`;
}

function outputChange(before: Output, after: Output): string | undefined {
  if (isDeepStrictEqual(before, after)) return undefined;
  if (before.output_type === "stream" && after.output_type === "stream" && before.name === after.name)
    return `${before.name} differs\n${textChange(lines(before.text), lines(after.text))}`;
  if (hasForms(before) && hasForms(after) && before.output_type === after.output_type) {
    const mimes = [...new Set([...Object.keys(before.data), ...Object.keys(after.data)])];
    const changes = mimes.flatMap((mime) => formChange(mime, before.data, after.data) ?? []);
    if (!isDeepStrictEqual(before.metadata, after.metadata))
      changes.push(
        `metadata differs\n${textChange([JSON.stringify(before.metadata)], [JSON.stringify(after.metadata)])}`,
      );
    return changes.join("; ");
  }
  return `it is another output\n${textChange([summary(before)], [summary(after)])}`;
}

function hasForms(output: Output): output is Extract<Output, { readonly data: StoredForms }> {
  return output.output_type === "display_data" || output.output_type === "execute_result";
}

function formChange(mime: string, before: StoredForms, after: StoredForms): string | undefined {
  const [old, now] = [before[mime], after[mime]];
  if (isDeepStrictEqual(old, now)) return undefined;
  if (old === undefined) return `${mime} is new`;
  if (now === undefined) return `${mime} is gone`;
  if (mime.startsWith("image/")) return `${mime} differs (${size(old)} in the file, ${size(now)} now)`;
  if (mime.endsWith("json")) return `${mime} differs ${valueChange(old, now, [])}`;
  return `${mime} differs\n${textChange(lines(old), lines(now))}`;
}

function size(picture: unknown): string {
  return `${Buffer.from(asText(picture), "base64").length} bytes`;
}

function asText(form: unknown): string {
  return Array.isArray(form) ? form.join("") : String(form);
}

function lines(text: unknown): string[] {
  return asText(text).replace(/\n$/, "").split("\n");
}

/** The first place at which two JSON values differ. */
function valueChange(old: unknown, now: unknown, path: readonly string[]): string {
  const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null;
  if (isTree(old) && isTree(now)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const key = keys.find((each) => !isDeepStrictEqual(old[each], now[each]));
    if (key !== undefined) return valueChange(old[key], now[key], [...path, key]);
  }
  return `at ${path.join(".")}\n${textChange([shortJson(old)], [shortJson(now)])}`;
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** The lines that differ, without those that both begin and end with. */
function textChange(old: readonly string[], now: readonly string[]): string {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const part = (all: readonly string[], sign: string) => {
    const changed = all.slice(start, all.length - end).map((line) => `    ${sign} ${line}`);
    const more = changed.length - SHOWN_LINES;
    return more > 0 ? [...changed.slice(0, SHOWN_LINES), `    ${sign} … and ${more} more lines`] : changed;
  };
  return [...part(old, "-"), ...part(now, "+")].join("\n");
}
