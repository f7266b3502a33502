import { binomial, differenceInterval, proportionInterval } from "@rekindle/stats";
import type { Rates } from "../analytic/exact-response-power.ts";
import { refuse, unless } from "../refuse.ts";
import { rateIssues } from "./request.ts";

type OneMethod = Parameters<typeof proportionInterval>[1]["method"];
type TwoMethod = Parameters<typeof differenceInterval>[1]["method"];

export interface PrecisionRequest<Method extends string> {
  /** Width of the two-sided interval, upper less lower limit, that is expected at most. */
  readonly width: number;
  /** 0.95 when left out. */
  readonly level?: number;
  readonly method: Method;
}

/** Patients of each group, and the width to expect with them. */
export interface PrecisionSize {
  readonly patients: number;
  readonly expectedWidth: number;
}

const MOST = 20_000;

/**
 * Patients of a single group whose interval of a rate is expected to be no wider than asked: the width is averaged over every possible
 * number of responses. Found by halving; widths fall with the size up to saw-teeth of the exact methods, so that a size a little smaller
 * may do as well.
 * @throws InvalidInput for a rate outside [0, 1], a width outside (0, 1), or one that 20,000 patients do not reach.
 * @example proportionPrecisionSize(0.6, { width: 0.2, method: "wilson" }).patients
 */
export function proportionPrecisionSize(rate: number, request: PrecisionRequest<OneMethod>): PrecisionSize {
  const { width, level = 0.95, method } = request;
  refuse([...rateIssues({ control: rate, experimental: rate }).slice(0, 1), ...requestIssues(request)]);
  return smallest(width, (n) => {
    const law = binomial({ n, p: rate });
    return expectation(law, n, (events) => {
      const { lower, upper } = proportionInterval({ events, n }, { method, level });
      return upper - lower;
    });
  });
}

/**
 * Patients of each of two equal arms whose interval of the difference is expected to be no wider than asked.
 * @throws InvalidInput as `proportionPrecisionSize`.
 * @example differencePrecisionSize({ control: 0.2, experimental: 0.4 }, { width: 0.3, method: "newcombe" }).patients
 */
export function differencePrecisionSize(rates: Rates, request: PrecisionRequest<TwoMethod>): PrecisionSize {
  const { width, level = 0.95, method } = request;
  refuse([...rateIssues(rates), ...requestIssues(request)]);
  return smallest(width, (n) => {
    const control = binomial({ n, p: rates.control });
    const experimental = binomial({ n, p: rates.experimental });
    return expectation(control, n, (x0) =>
      expectation(experimental, n, (x1) => {
        const table = { control: { events: x0, n }, experimental: { events: x1, n } };
        const { lower, upper } = differenceInterval(table, { method, level });
        return upper - lower;
      }),
    );
  });
}

/** Counts with less probability do not matter for a width of at most 2. */
const NEGLIGIBLE = 1e-12;

function expectation(law: { readonly pdf: (x: number) => number }, n: number, of: (x: number) => number): number {
  let sum = 0;
  for (let x = 0; x <= n; x++) {
    const mass = law.pdf(x);
    if (mass > NEGLIGIBLE) sum += mass * of(x);
  }
  return sum;
}

function smallest(width: number, expected: (n: number) => number): PrecisionSize {
  let high = 2;
  let low = 0;
  while (expected(high) > width) {
    low = high;
    high *= 2;
    refuse(unless(high <= MOST, ["width"], `a width of ${width} needs more than ${MOST} patients`, "a wider interval"));
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (expected(middle) > width) low = middle;
    else high = middle;
  }
  return { patients: high, expectedWidth: expected(high) };
}

function requestIssues({ width, level = 0.95 }: PrecisionRequest<string>) {
  return [
    ...unless(width > 0 && width < 1, ["width"], `width ${width}`, "above 0 and below 1"),
    ...unless(level > 0 && level < 1, ["level"], `level ${level}`, "above 0 and below 1"),
  ];
}
