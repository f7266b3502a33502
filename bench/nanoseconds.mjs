// How the scripts here time a function of one number: process CPU time, in a loop compiled for that function alone.

let sink = 0;

/** Keeps results from being optimised away. */
export const keep = (value) => {
  sink += value;
};

/** Median of some rounds of `run`, which makes so many calls, in nanoseconds per call. */
export function nanosecondsOf(run, calls, { rounds = 9, microseconds = 10_000 } = {}) {
  for (let i = 0; i < 3; i++) keep(run());
  const times = Array.from({ length: rounds }, () => {
    const started = process.cpuUsage();
    let done = 0;
    do {
      keep(run());
      done += calls;
    } while (process.cpuUsage(started).user < microseconds);
    return (process.cpuUsage(started).user * 1000) / done;
  });
  return times.toSorted((a, b) => a - b)[rounds >> 1];
}

/** The same over a column; the loop is compiled anew, so that the function is inlined as in real use and not shared. */
export function nanoseconds(f, column, options) {
  const loop = new Function(
    "f",
    "column",
    "let sum = 0; for (let i = 0; i < column.length; i++) sum += f(column[i]); return sum;",
  );
  return nanosecondsOf(() => loop(f, column), column.length, options);
}
