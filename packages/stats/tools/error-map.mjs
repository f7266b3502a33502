// Measures every committed reference and writes ERROR-MAP.md: requirement, function, source, largest error seen.
// Run after `tsc -b`: node tools/error-map.mjs
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const reference = new URL("../test/reference/", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, reference), "utf8"), unlimited);

function unlimited(key, value) {
  return (key === "from" || key === "to") && typeof value === "string" ? Number(value) : value;
}

const goals = {
  normal: 1e-13,
  exponential: 1e-13,
  gamma: 1e-13,
  chiSquared: 1e-12,
  studentT: 1e-12,
  fDistribution: 1e-12,
  beta: 1e-12,
  weibull: 1e-12,
  logNormal: 1e-12,
  logLogistic: 1e-12,
  gompertz: 1e-12,
  binomial: 1e-12,
  poisson: 1e-12,
  negativeBinomial: 1e-12,
  hypergeometric: 1e-12,
  betaBinomial: 1e-12,
  noncentralHypergeometric: 1e-12,
  truncatedNormal: 1e-11,
  noncentralChiSquared: 1e-10,
  noncentralF: 1e-10,
  noncentralT: 1e-10,
};
const functions = ["pdf", "logPdf", "cdf", "sf", "logCdf", "logSf"];

/** Relative, but absolute for a log density below 1 in size. */
function errorOf(name, value, text) {
  const truth = Number(text);
  if (value === truth) return 0;
  const scale = name === "logPdf" ? Math.max(1, Math.abs(truth)) : Math.abs(truth);
  return Math.abs(value - truth) / scale;
}

function familyErrors(stats, family) {
  const { points } = read(`distributions/${family}.json`);
  const worst = Object.fromEntries(functions.map((name) => [name, 0]));
  const bySize = new Map();
  let values = 0;
  for (const point of points) {
    const law = stats[family](point.parameters);
    const size = Math.max(...Object.values(point.parameters).filter(Number.isFinite).map(Math.abs));
    const bucket = size < 1e2 ? 0 : size < 1e4 ? 1 : size < 1e6 ? 2 : 3;
    for (const name of functions) {
      if (point[name] === null) continue;
      values++;
      const error = errorOf(name, law[name](point.x), point[name]);
      worst[name] = Math.max(worst[name], error);
      bySize.set(bucket, Math.max(bySize.get(bucket) ?? 0, error));
    }
  }
  return { points: points.length, values, worst, bySize };
}

/** Largest errors on the hostile points: of the log density, of the log of the smaller tail, and of the larger tail. */
function hostileErrors(stats, family) {
  const file = new URL(`../test/reference/distributions/hostile/${family}.json`, import.meta.url);
  const { rows } = JSON.parse(readFileSync(file, "utf8"), unlimited);
  const worst = [0, 0, 0];
  for (const [parameters, x, logPdf, logSmaller, smaller] of rows) {
    const law = stats[family](parameters);
    const isLower = smaller === "lower";
    const tail = isLower ? law.logCdf(x) : law.logSf(x);
    const rest = isLower ? law.sf(x) : law.cdf(x);
    worst[0] = Math.max(worst[0], errorOf("logPdf", law.logPdf(x), logPdf));
    worst[1] = Math.max(worst[1], errorOf("tail", tail, logSmaller));
    worst[2] = Math.max(worst[2], errorOf("tail", rest, String(1 - stats.exp(Number(logSmaller)))));
  }
  return { points: rows.length, worst };
}

function hostileRows(stats) {
  const files = readdirSync(new URL("../test/reference/distributions/hostile/", import.meta.url)).toSorted();
  return files.map((file) => {
    const family = file.replace(".json", "");
    const { points, worst } = hostileErrors(stats, family);
    return row([`\`${family}\``, points, ...worst.map(power)]);
  });
}

const power = (error) => (error === undefined ? "–" : error === 0 ? "0" : error.toExponential(1));
const row = (cells) => `| ${cells.join(" | ")} |`;

function elementaryRows(stats) {
  const table = read("elementary/elementary.json");
  return Object.entries(table)
    .filter(([, rows]) => Array.isArray(rows))
    .map(([name, rows]) => {
      const ulps = rows.map((entry) => {
        const expected = entry.at(-1);
        const gap = Math.abs(stats[name](...entry.slice(0, -1)) - expected);
        return expected === 0 ? 0 : Math.round(gap / ulpOf(expected));
      });
      return row([`\`${name}\``, rows.length, Math.max(...ulps)]);
    });
}

function ulpOf(x) {
  const bits = new BigInt64Array(Float64Array.of(Math.abs(x)).buffer)[0];
  return new Float64Array(BigInt64Array.of(bits + 1n).buffer)[0] - Math.abs(x);
}

function specialRows(stats) {
  const table = read("special/special.json");
  return Object.entries(table)
    .filter(([, rows]) => Array.isArray(rows))
    .map(([name, rows]) => {
      const errors = rows.map(([x, text]) => Math.abs(stats[name](x) - Number(text)) / Math.abs(Number(text)));
      return row([`\`${name}\``, rows.length, power(Math.max(...errors))]);
    });
}

function rectangleRows(stats) {
  const table = read("multivariate/rectangles.json");
  const open = Infinity;
  const worst = (cases, rectangleOf) =>
    Math.max(...cases.map((c) => Math.abs(stats.rectangleProbability(rectangleOf(c)).value - c.value)));
  const bivariate = worst(table.bivariate, ({ h, k, r }) => ({
    lower: [h, k],
    upper: [open, open],
    correlation: [
      [1, r],
      [r, 1],
    ],
  }));
  const product = worst(table.product, ({ lower, upper, roots, df }) => ({
    lower,
    upper,
    correlation: roots.map((a, i) => roots.map((b, j) => (i === j ? 1 : a * b))),
    ...(df === null ? {} : { df }),
  }));
  const trivariate = worst(table.trivariate, ({ lower, upper, correlation }) => ({ lower, upper, correlation }));
  return [
    row(["two dimensions", table.bivariate.length, power(bivariate)]),
    row(["product correlations, normal and t", table.product.length, power(product)]),
    row(["three dimensions", table.trivariate.length, power(trivariate)]),
  ];
}

export function errorMapPage(stats) {
  const families = Object.keys(goals).map((family) => ({ family, ...familyErrors(stats, family) }));
  const total = families.reduce((sum, { values }) => sum + values, 0);
  const { engines } = read("elementary/fingerprint.json");
  return [
    "# Error map of @rekindle/stats",
    "",
    "Written by `node tools/error-map.mjs` from the references under `test/reference/`; a test fails when it is out of date.",
    "",
    "## Same bits on every engine",
    "",
    `One fingerprint over 400,000 values on ${engines.join("; ")}.`,
    "",
    "## Elementary functions, in ulps from the correctly rounded value (mpmath, 400 bits)",
    "",
    row(["function", "arguments", "largest"]),
    row(["---", "---:", "---:"]),
    ...elementaryRows(stats),
    "",
    `## Distributions, largest relative error (mpmath, ${total} values)`,
    "",
    "Tails down to 1e-300 are among the points; a log density below 1 in size is judged absolutely.",
    "",
    row(["family", "goal", "points", ...functions]),
    row(["---", "---:", "---:", ...functions.map(() => "---:")]),
    ...families.map(({ family, points, worst }) =>
      row([`\`${family}\``, power(goals[family]), points, ...functions.map((name) => power(worst[name]))]),
    ),
    "",
    "## Error map by the size of the largest parameter",
    "",
    row(["family", "below 1e2", "1e2 to 1e4", "1e4 to 1e6", "1e6 to 1e9"]),
    row(["---", "---:", "---:", "---:", "---:"]),
    ...families.map(({ family, bySize }) =>
      row([`\`${family}\``, ...[0, 1, 2, 3].map((bucket) => power(bySize.get(bucket)))]),
    ),
    "",
    "## Hostile points (mpmath, 60 to 420 digits)",
    "",
    "Shapes from 1e-12 to 1e6, degrees of freedom to 1e8, counts to 1e9, tails beyond 1e-300, arguments down to 5e-324 and at jumps.",
    "A log density below 1 in size is judged absolutely, the others relatively; quantiles are judged in the tests by the tail at x.",
    "",
    row(["family", "points", "log density", "log of the smaller tail", "larger tail"]),
    row(["---", "---:", "---:", "---:", "---:"]),
    ...hostileRows(stats),
    "",
    "## Special functions, largest relative error (mpmath, 50 digits)",
    "",
    row(["function", "arguments", "largest"]),
    row(["---", "---:", "---:"]),
    ...specialRows(stats),
    "",
    "## Rectangle probabilities, largest absolute error (mpmath and scipy)",
    "",
    row(["case", "points", "largest"]),
    row(["---", "---:", "---:"]),
    ...rectangleRows(stats),
    "",
  ].join("\n");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const stats = await import("../dist/index.js");
  writeFileSync(fileURLToPath(new URL("../ERROR-MAP.md", import.meta.url)), errorMapPage(stats));
}
