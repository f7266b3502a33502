import { InvalidArgumentError } from "commander";

/** A list of columns, parted by commas outside brackets. */
export function parseColumns(written: string): readonly string[] {
  const columns = written.split(/,(?![^()]*\))/).map((column) => column.trim());
  if (columns.every((column) => column !== "")) return columns;
  throw new InvalidArgumentError(`"${written}" names an empty column; write one, or several parted by commas.`);
}

/** `ai=tpos,bi=tneg`: the column of each number. */
export function parseColumnNames(written: string): Readonly<Record<string, string>> {
  const pairs = parseColumns(written).map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim(), at] as const;
  });
  const bad = pairs.filter(([field, column, at]) => at < 1 || field === "" || column === "");
  if (bad.length > 0)
    throw new InvalidArgumentError(`"${written}" is no list of field=column, such as ai=tpos,bi=tneg.`);
  const fields = pairs.map(([field]) => field);
  const twice = fields.find((field, i) => fields.indexOf(field) !== i);
  if (twice !== undefined) throw new InvalidArgumentError(`"${twice}" is named twice.`);
  return Object.fromEntries(pairs.map(([field, column]) => [field, column]));
}
