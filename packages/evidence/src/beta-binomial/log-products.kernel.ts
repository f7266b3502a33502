import { gaussLegendre, log } from "@rekindle/stats";

/** How many of the studies have a count above j, for j below `DIRECT`, and the counts beyond it. */
export interface CountLadder {
  readonly above: Float64Array;
  readonly tails: readonly { readonly to: number; readonly times: number }[];
}

const DIRECT = 4096;
const NODES = 16;

export function countLadder(counts: Float64Array, times: Float64Array): CountLadder {
  const longest = Math.min(
    DIRECT,
    counts.reduce((most, count) => Math.max(most, count), 0),
  );
  const above = new Float64Array(longest);
  const tails: { to: number; times: number }[] = [];
  for (let i = 0; i < counts.length; i++) {
    const last = Math.min(DIRECT, counts[i]!) - 1;
    if (last >= 0) above[last]! += times[i]!;
    if (counts[i]! > DIRECT) tails.push({ to: counts[i]!, times: times[i]! });
  }
  for (let j = longest - 2; j >= 0; j--) above[j]! += above[j + 1]!;
  return { above, tails };
}

/**
 * Adds sign × Σ_studies Σ_{j < count} log(base + j theta) to out[0], and its derivatives by base, theta, base², base theta, theta² to
 * out[1..5]. Beyond 4096 terms the sum is an integral with the corrections of Euler and Maclaurin, whose next term is below 1e-13.
 */
export function addLogProducts(
  ladder: CountLadder,
  base: number,
  theta: number,
  sign: number,
  out: Float64Array,
): void {
  const { above, tails } = ladder;
  for (let j = 0; j < above.length; j++) addTerm(base, theta, j, sign * above[j]!, out);
  for (const { to, times } of tails) addTail(base, theta, to, sign * times, out);
}

function addTerm(base: number, theta: number, j: number, weight: number, out: Float64Array): void {
  const q = base + j * theta;
  const inverse = weight / q;
  const second = inverse / q;
  out[0]! += weight * log(q);
  out[1]! += inverse;
  out[2]! += j * inverse;
  out[3]! -= second;
  out[4]! -= j * second;
  out[5]! -= j * j * second;
}

function addTail(base: number, theta: number, to: number, weight: number, out: Float64Array): void {
  const { nodes, weights } = gaussLegendre(NODES);
  for (let from = DIRECT; from < to; from *= 2) {
    const half = (Math.min(to, 2 * from) - from) / 2;
    for (let i = 0; i < NODES; i++)
      addTerm(base, theta, from + half * (1 + nodes[i]!), weight * half * weights[i]!, out);
  }
  addTerm(base, theta, DIRECT, weight / 2, out);
  addTerm(base, theta, to, -weight / 2, out);
  addSlope(base, theta, to, weight / 12, out);
  addSlope(base, theta, DIRECT, -weight / 12, out);
}

/** The slope of log(base + j theta) in j, theta / q, with its derivatives. */
function addSlope(base: number, theta: number, j: number, weight: number, out: Float64Array): void {
  const q = base + j * theta;
  const square = q * q;
  const cube = square * q;
  out[0]! += (weight * theta) / q;
  out[1]! -= (weight * theta) / square;
  out[2]! += (weight * base) / square;
  out[3]! += (2 * weight * theta) / cube;
  out[4]! += weight * ((2 * theta * j) / cube - 1 / square);
  out[5]! -= (2 * weight * j * base) / cube;
}
