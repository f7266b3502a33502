/** √n times the largest gap between the empirical and the true distribution function. */
export function kolmogorovStatistic(sample: Float64Array, cdf: (x: number) => number): number {
  const sorted = sample.toSorted();
  const n = sorted.length;
  let most = 0;
  for (const [i, x] of sorted.entries()) {
    const p = cdf(x);
    most = Math.max(most, p - i / n, (i + 1) / n - p);
  }
  return Math.sqrt(n) * most;
}

/** P(statistic > limit) <= 2 exp(-2 limit²) for every n (Massart 1990, doi:10.1214/aop/1176990746). */
export function kolmogorovLimit(falseAlarm: number): number {
  return Math.sqrt(Math.log(2 / falseAlarm) / 2);
}
