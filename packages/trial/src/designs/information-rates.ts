import type { LookTime } from "../design.ts";

interface LooksAndRates {
  readonly looks: readonly { readonly when: LookTime; readonly roles?: readonly string[] | undefined }[];
  readonly informationRates?: readonly number[] | undefined;
}

interface Found {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Smallest step between information rates that the numerical integration is made for. */
const LEAST_STEP = 1e-5;

/** Amount of information a look is taken at, if its time says so. */
function amountOf(when: LookTime): number | undefined {
  if (when.kind === "events") return when.events;
  return when.kind === "patientsFollowed" ? when.fraction : undefined;
}

/** The looks' share of the maximum information: as given, or from their events or fractions. */
export function informationRatesOf({ looks, informationRates }: LooksAndRates): readonly number[] {
  if (informationRates !== undefined) return informationRates;
  const amounts = looks.map((look) => amountOf(look.when)!);
  return amounts.map((amount) => amount / amounts.at(-1)!);
}

/** What is wrong with the looks and their information rates. */
function rateIssues({ looks, informationRates }: LooksAndRates): Found[] {
  if (informationRates === undefined) {
    const kinds = new Set(looks.map((look) => look.when.kind));
    if (kinds.size > 1 || kinds.has("calendarDay")) {
      const message = `information rates do not follow from looks by ${[...kinds].join(" and ")}; give informationRates, one per look`;
      return [{ path: ["informationRates"], message }];
    }
    return increasing(looks.map((look) => amountOf(look.when)!)).map((k) => ({
      path: ["looks", k, "when"],
      message: `look ${k + 1} comes no later than look ${k}; looks are taken in order, each with more information`,
    }));
  }
  if (informationRates.length !== looks.length) {
    const message = `${informationRates.length} information rates for ${looks.length} looks; one per look`;
    return [{ path: ["informationRates"], message }];
  }
  const found: Found[] = increasing(informationRates).map((k) => ({
    path: ["informationRates", k],
    message: `${informationRates[k]} after ${informationRates[k - 1]}; information rates increase by at least ${LEAST_STEP}`,
  }));
  if (informationRates.at(-1) !== 1) {
    const message = `the last information rate is ${informationRates.at(-1)}; it must be 1`;
    found.push({ path: ["informationRates", looks.length - 1], message });
  }
  return found;
}

/** Positions at which a list does not increase enough. */
function increasing(values: readonly number[]): number[] {
  const most = Math.max(...values);
  return values.flatMap((value, k) => (k > 0 && !(value - values[k - 1]! >= LEAST_STEP * most) ? [k] : []));
}

/** What is wrong with spending times of their own. */
function timeIssues(times: readonly number[], { looks, spending }: GroupSequentialInput): Found[] {
  const path = ["spendingTimes"];
  if (spending === undefined) return [{ path, message: "spending times without a spending function; give spending" }];
  if (times.length !== looks.length) {
    return [{ path, message: `${times.length} spending times for ${looks.length} looks; one per look` }];
  }
  const found: Found[] = times.flatMap((time, k) => {
    const before = times[k - 1] ?? 0;
    return time >= before
      ? []
      : [{ path: [...path, k], message: `${time} after ${before}; spending times never decrease` }];
  });
  if (times.at(-1) !== 1) found.push({ path, message: `the last spending time is ${times.at(-1)}; it must be 1` });
  return found;
}

interface GroupSequentialInput extends LooksAndRates {
  readonly sided: 1 | 2;
  readonly spending?: unknown;
  readonly typeOfDesign?: unknown;
  readonly spendingTimes?: readonly number[] | undefined;
  readonly futility?:
    | { readonly kind: "fixed"; readonly z: readonly number[] }
    | { readonly kind: "betaSpending" | "conditionalPower" | "predictivePower" }
    | undefined;
}

/** Everything that is wrong with a group-sequential design beyond its shape. */
export function groupSequentialIssues(options: GroupSequentialInput): Found[] {
  const found = rateIssues(options);
  if ((options.spending === undefined) === (options.typeOfDesign === undefined)) {
    const message =
      options.spending === undefined
        ? "neither spending nor typeOfDesign is given"
        : "both spending and typeOfDesign are given";
    found.push({ path: ["spending"], message: `${message}; give exactly one of them` });
  }
  const { futility, sided, looks } = options;
  if (futility !== undefined && sided === 2) {
    found.push({ path: ["futility"], message: "futility boundaries in a two-sided design; they need sided: 1" });
  }
  if (options.spendingTimes !== undefined) found.push(...timeIssues(options.spendingTimes, options));
  if (futility?.kind === "fixed" && futility.z.length !== looks.length - 1) {
    const message = `${futility.z.length} futility boundaries for ${looks.length - 1} interim looks; one per interim look`;
    found.push({ path: ["futility", "z"], message });
  }
  const last = looks.at(-1)?.roles;
  if (last !== undefined && !last.includes("efficacy")) {
    found.push({
      path: ["looks", looks.length - 1, "roles"],
      message: "the last look does not test efficacy; it must",
    });
  }
  return found;
}
