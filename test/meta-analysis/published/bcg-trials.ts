/** Vaccinated with and without tuberculosis, unvaccinated with and without, latitude. */
export const trials = [
  [4, 119, 11, 128, 44],
  [6, 300, 29, 274, 55],
  [3, 228, 11, 209, 42],
  [62, 13536, 248, 12619, 52],
  [33, 5036, 47, 5761, 13],
  [180, 1361, 372, 1079, 44],
  [8, 2537, 10, 619, 19],
  [505, 87886, 499, 87892, 13],
  [29, 7470, 45, 7232, 27],
  [17, 1699, 65, 1600, 42],
  [186, 50448, 141, 27197, 18],
  [5, 2493, 3, 2338, 33],
  [27, 16886, 29, 17825, 33],
] as const;
export const vaccineTrials = trials.map(([a, b, c, d], i) => ({
  id: `t${i + 1}`,
  label: `Trial ${i + 1}`,
  experimental: { events: a, n: a + b },
  control: { events: c, n: c + d },
}));
