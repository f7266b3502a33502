import { InvalidInput } from "@rekindle/stats";
import { isMissing, type Sheet } from "../sheet/sheet.ts";
import { placeOf, unknownColumn } from "./find-columns.ts";

const LABEL_COLUMNS = ["slab", "studlab", "author", "authors", "study", "trial", "label", "source"];

/**
 * The name of every row: the column that is asked for, else the first of the usual ones, with the year where that is the author; else
 * the position. Names may repeat; ids do not.
 * @param numeric columns that hold the numbers of the studies and so are no names.
 * @throws InvalidInput if the sheet has no column of the name that is asked for.
 */
export function labelsOf(
  sheet: Sheet,
  asked: string | undefined,
  numeric: readonly number[],
): {
  readonly labels: readonly { readonly id: string; readonly label: string }[];
  readonly notes: readonly string[];
} {
  if (asked !== undefined && !sheet.columns.includes(asked))
    throw new InvalidInput([unknownColumn(sheet.columns, asked, ["label"])]);
  const column = asked === undefined ? labelColumn(sheet) : sheet.columns.indexOf(asked);
  const isAuthor = /^authors?$/i.test(sheet.columns[column] ?? "");
  const year = isAuthor ? placeOf(sheet.columns, undefined, ["year"]) : -1;
  const usable = column >= 0 && !numeric.includes(column);
  const names = sheet.rows.map((cells, row) => {
    const own = usable && !isMissing(cells[column]!) ? cells[column]! : `Study ${row + 1}`;
    const when = year >= 0 && usable && !isMissing(cells[year]!) && !numeric.includes(year) ? ` ${cells[year]}` : "";
    return `${own}${when}`;
  });
  const seen = new Map<string, number>();
  const labels = names.map((label) => {
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return { label, id: times === 1 ? label : `${label} (${times})` };
  });
  const repeated = [...seen].filter(([, times]) => times > 1).map(([label]) => label);
  return { labels: uniqueIds(labels), notes: repeated.length === 0 ? [] : [repeatedNote(repeated)] };
}

/** Names say more than numbers: a column of numbers is taken only where there is no other. */
function labelColumn(sheet: Sheet): number {
  const places = LABEL_COLUMNS.map((name) => placeOf(sheet.columns, undefined, [name])).filter((place) => place >= 0);
  const isNamed = (place: number): boolean => sheet.rows.some((cells) => !/^[\d.]*$/.test(cells[place]!));
  return places.find(isNamed) ?? places[0] ?? -1;
}

/** A study may be called "A (2)" by itself. */
function uniqueIds(labels: readonly { readonly id: string; readonly label: string }[]) {
  const ids = new Set(labels.map(({ id }) => id));
  if (ids.size === labels.length) return labels;
  return labels.map(({ id, label }, row) => ({ id: `${row + 1}: ${id}`, label }));
}

function repeatedNote(repeated: readonly string[]): string {
  const named = repeated.slice(0, 3).join(", ");
  const more = repeated.length > 3 ? ` and ${repeated.length - 3} more` : "";
  return `${named}${more} ${repeated.length === 1 ? "names" : "name"} several rows: rows are taken as independent, which estimates of the same patients are not`;
}
