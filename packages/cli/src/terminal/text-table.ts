/**
 * A table for a terminal or a log: columns as wide as their widest text, the first to the left, the others to the right.
 * @param options `left`: heads of further columns to set to the left.
 * @example textTable(["arm", "power"], [["a", "80.1"]])
 */
export function textTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  options: { readonly left?: readonly string[] } = {},
): string {
  const isLeft = heads.map((head, c) => c === 0 || options.left?.includes(head) === true);
  const widths = heads.map((head, c) => Math.max(...[head, ...rows.map((row) => row[c] ?? "")].map(widthOf)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, c) => (isLeft[c] === true ? padEnd(cell, widths[c]!) : padStart(cell, widths[c]!)))
      .join("  ")
      .trimEnd();
  return `${[line(heads), ...rows.map(line)].join("\n")}\n`;
}

/** Letters outside the basic plane count as one. */
function widthOf(text: string): number {
  return Array.from(text).length;
}

function padEnd(text: string, width: number): string {
  return text + " ".repeat(width - widthOf(text));
}

function padStart(text: string, width: number): string {
  return " ".repeat(width - widthOf(text)) + text;
}
