// The page that says what was compared with what, and how far apart they were, as the tests measured it.

const rooms = ["stats", "evidence", "cohort", "trial", "plots", "scenario", "report", "cli", "test"];
const units = { relative: "relative", absolute: "absolute", ulps: "ulps", standardErrors: "standard errors" };

/** One significant digit, upwards: a bound that survives another rounding of the test's own arithmetic. */
function upwards(value) {
  if (value === 0) return "0";
  const scale = 10 ** Math.floor(Math.log10(value));
  const bound = Math.ceil(Number((value / scale).toPrecision(12))) * scale;
  return bound >= 0.1 ? String(Number(bound.toPrecision(1))) : bound.toExponential(0);
}

function largestOf(comparisons) {
  const sizes = Object.entries(units)
    .filter(([kind]) => comparisons[kind] !== undefined)
    .map(([kind, unit]) => `${upwards(comparisons[kind].largest)} ${unit}`);
  if (comparisons.printed !== undefined) sizes.push("as printed");
  return sizes.join("; ");
}

const countOf = (comparisons) => Object.values(comparisons).reduce((sum, { count }) => sum + count, 0);
const cell = (text) => text.replaceAll("|", "\\|");
const row = (cells) => `| ${cells.map(cell).join(" | ")} |`;

function roomOf(file) {
  const [top, second] = file.split("/");
  return top === "packages" ? second : "test";
}

export function validationPage(rows) {
  const sorted = rows
    .filter(({ comparisons }) => countOf(comparisons) > 0)
    .toSorted((a, b) =>
      a.file < b.file ? -1 : a.file > b.file ? 1 : a.validates.requirement < b.validates.requirement ? -1 : 1,
    );
  const total = sorted.reduce((sum, { comparisons }) => sum + countOf(comparisons), 0);
  const sections = rooms.flatMap((room) => {
    const own = sorted.filter(({ file }) => roomOf(file) === room);
    if (own.length === 0) return [];
    return [
      "",
      `## ${room === "test" ? "Across rooms" : `@rekindle/${room}`}`,
      "",
      row(["Requirement", "Function", "Source of the expected numbers", "Comparisons", "Largest error seen"]),
      row(["---", "---", "---", "---:", "---"]),
      ...own.map(({ file, validates, comparisons }) =>
        row([
          `[${validates.requirement}](${file})`,
          validates.functions.map((name) => `\`${name}\``).join(", "),
          validates.source,
          String(countOf(comparisons)),
          largestOf(comparisons),
        ]),
      ),
    ];
  });
  return [
    "# Validation",
    "",
    `Every row is a group of tests that compares functions with numbers from elsewhere: ${total.toLocaleString("en-GB")} comparisons in ${sorted.length} groups.`,
    "The errors are those that the tests measured, rounded upwards to one digit. Run `npm run validate` to measure them again and write this page;",
    "`npm test` fails when the page does not say what the tests measure. Each requirement links to its tests, and each reference file has its generator beside it.",
    "The error of each elementary function and each distribution, by size of argument and parameter, is mapped in [packages/stats/ERROR-MAP.md](packages/stats/ERROR-MAP.md).",
    ...sections,
    "",
  ].join("\n");
}
