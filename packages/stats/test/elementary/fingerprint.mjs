// Plain JavaScript, so that every engine can run it as it stands; see tools/engines.mjs.

/** A hash of the bits that the elementary functions, the normal law, some distributions, the streams and the draws give, over 500,000 values. */
export function fingerprint(stats) {
  const value = new Float64Array(1);
  const words = new Int32Array(value.buffer);
  let a = 0x811c9dc5 | 0;
  let b = 0x9e3779b9 | 0;
  const add = (x) => {
    value[0] = x;
    a = Math.imul(a ^ words[0], 0x01000193);
    b = Math.imul((b + words[1]) ^ (a >>> 15), 0x85ebca6b);
  };
  const stream = stats.createStream();
  stats.openStream(stream, stats.streamFamily({ low: 1, high: 2 }, "engines", "fingerprint"), 0);
  const between = (from, to) => from + (to - from) * stats.drawUniform(stream);
  for (let i = 0; i < 20_000; i++) {
    add(stats.exp(between(-745, 709)));
    add(stats.exp(between(-2, 2)));
    const wide = stats.exp(between(-700, 700));
    add(stats.log(wide));
    add(stats.log(between(0.5, 2)));
    add(stats.log1p(between(-0.99, 5)));
    add(stats.expm1(between(-3, 3)));
    add(stats.pow(between(0, 50), between(-100, 100)));
    add(stats.cbrt(wide));
    add(stats.sin(between(-100, 100)));
    add(stats.cos(between(-1e7, 1e7)));
    add(stats.atan(wide));
    add(stats.asin(between(-1, 1)));
    add(stats.standardNormalCdf(between(-37, 9)));
    add(stats.standardNormalQuantile(between(0, 1)));
    add(stats.drawStandardNormal(stream));
    add(stats.drawExponential(stream, 0.3));
  }
  for (let i = 0; i < 4_000; i++) {
    const shape = stats.exp(between(-3, 8));
    add(stats.incompleteGammaUpper(shape, shape * between(0.5, 2)));
    add(stats.logGamma(shape));
    const x = between(0, 1);
    const other = stats.exp(between(-3, 8));
    add(stats.incompleteBetaLower(shape, other, x));
    add(stats.beta({ a: shape, b: other }).quantile(x));
    add(stats.studentT({ df: shape }).isf(x));
    add(stats.binomial({ n: 1 + i, p: x }).quantile(between(0, 1)));
  }
  const column = new Float64Array(100);
  for (let i = 0; i < 400; i++) {
    const { low, high } = stats.parseSeed(i % 2 === 0 ? `é ${i}` : i);
    stats.openStream(stream, stats.streamFamily({ low, high }, "engines", `streams ${i}`), 2 ** 32 - 1 - i, i, 1, 2);
    stats.fillStandardNormals(stream, column);
    for (const x of column) add(x);
    stats.fillExponentials(stream, 0.3, column);
    for (const x of column) add(x);
    for (let k = 0; k < 20; k++) {
      add(stats.drawBelow(stream, 1 + i * 7919));
      add(stats.fastStandardNormal(stream));
      add(stats.fastGamma(stream, 0.1 + i / 50));
      add(stats.fastBeta(stream, 0.1 + i / 100, 2));
      add(stats.fastPoisson(stream, i / 4));
      add(stats.fastBinomial(stream, i, 0.4));
    }
  }
  return [a, b].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
