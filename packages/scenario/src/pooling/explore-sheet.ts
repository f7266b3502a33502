import type {
  AsymmetryTest,
  Effect,
  GivenEffects,
  Influence,
  MultilevelPool,
  Pooled,
  PooledEffect,
  RankCorrelationTest,
} from "@rekindle/evidence";
import {
  cumulate,
  influence,
  leaveOneOut,
  pool,
  poolEffects,
  poolMultilevel,
  testAsymmetry,
  testCountAsymmetry,
  testRankCorrelation,
  trimAndFill,
} from "@rekindle/evidence";
import { InvalidInput } from "@rekindle/stats";
import { numberCell } from "../sheet/number-cell.ts";
import type { Sheet } from "../sheet/sheet.ts";
import { effectChoices, type PoolPlan, rateChoices } from "./pool-plan.ts";
import type { StudyNumbers } from "./study-rows.ts";

/** What may be asked beside a pool. */
export const sheetExplorations = ["leaveOneOut", "influence", "smallStudies"] as const;
export type SheetExploration = (typeof sheetExplorations)[number];

type AnyPool = Pooled | PooledEffect;
type Named = Pick<Effect, "id" | "label">;

/** Missing studies by trim and fill, and the pool with them. */
export type FilledPool =
  | {
      readonly kind: "estimated";
      readonly method: string;
      readonly side: "left" | "right";
      readonly missing: number;
      readonly filled: readonly Effect[];
      readonly adjusted: PooledEffect;
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: "notEstimable";
      readonly method: string;
      readonly reason: string;
      readonly warnings: readonly string[];
    };

/** What was found beside the pool of a sheet. */
export interface Explorations {
  readonly leaveOneOut?: readonly { readonly omitted: Named; readonly result: AnyPool }[];
  /** In the order of a column. */
  readonly cumulative?: {
    readonly by: string;
    readonly steps: readonly { readonly added: Named; readonly value: string; readonly result: AnyPool }[];
  };
  readonly influence?: Influence;
  readonly smallStudies?: {
    readonly regression: AsymmetryTest;
    /** Peters's test; only of odds ratios. */
    readonly counts?: AsymmetryTest;
    readonly rank: RankCorrelationTest;
    readonly trimAndFill: FilledPool;
  };
  /** Rows within the studies that a column names. */
  readonly clusters?: { readonly by: string; readonly result: MultilevelPool };
}

interface Explored {
  readonly numbers: StudyNumbers;
  readonly effects: GivenEffects | undefined;
  readonly plan: PoolPlan;
}

/**
 * Everything that is asked beside a pool: without each study, as studies came, what each study does to it, whether small studies differ,
 * and rows within studies.
 * @throws InvalidInput where a method or the number of studies does not allow it.
 */
export function exploreSheet(sheet: Sheet, explored: Explored): Explorations {
  const { plan, effects } = explored;
  const { explore = [], cumulate: column, cluster } = plan.options;
  const isInverse = plan.method.kind === "inverseVariance";
  const refused = explore.filter((each) => each !== "leaveOneOut" && (!isInverse || effects === undefined));
  if (refused.length > 0) throw new InvalidInput([needsEffects("explore", refused.join(", "))]);
  if (cluster !== undefined && !isInverse) throw new InvalidInput([needsEffects("cluster", "rows within studies")]);
  const asked = new Set(explore);
  return {
    ...(asked.has("leaveOneOut") ? { leaveOneOut: withoutEach(explored) } : {}),
    ...(column === undefined ? {} : { cumulative: asTheyCame(sheet, explored, column) }),
    ...(asked.has("influence") ? { influence: influenceOf(effects!, plan) } : {}),
    ...(asked.has("smallStudies") ? { smallStudies: smallStudies(explored, effects!) } : {}),
    ...(cluster === undefined ? {} : { clusters: { by: cluster, result: withinStudies(sheet, explored, cluster) } }),
  };
}

function needsEffects(option: string, what: string) {
  const hint = "choose a method of inverse variance such as REML";
  return { kind: "notAllowed", path: [option], message: `${what}: only of effects of the studies`, hint };
}

/** Pools some of the studies as all of them are. */
function poolOf({ numbers, effects, plan }: Explored, positions: readonly number[]): AnyPool {
  if (numbers.family === "proportions")
    return pool(
      positions.map((i) => numbers.rows[i]!),
      rateChoices(plan),
    );
  return poolEffects({ ...effects!, rows: positions.map((i) => effects!.rows[i]!) }, effectChoices(plan));
}

function withoutEach(explored: Explored): NonNullable<Explorations["leaveOneOut"]> {
  const { rows } = explored.numbers;
  if (rows.length < 2) throw new InvalidInput([tooFew("leaving one out", 2, rows.length)]);
  const positions = rows.map((_, i) => i);
  return leaveOneOut(positions, (kept) => poolOf(explored, kept)).map(({ omitted, result }) => {
    const { id, label } = rows[omitted]!;
    return { omitted: { id, label }, result };
  });
}

function tooFew(what: string, least: number, studies: number) {
  const message = `${what} needs at least ${least} studies, and there ${studies === 1 ? "is 1" : `are ${studies}`}`;
  return { kind: "tooFew", path: ["explore"], message };
}

/** By number where every value is one, else by text; equal values as they are listed. */
function asTheyCame(sheet: Sheet, explored: Explored, by: string): NonNullable<Explorations["cumulative"]> {
  const column = sheet.columns.indexOf(by);
  const { rows } = explored.numbers;
  const texts = rows.map(({ row }) => sheet.rows[row]![column]!);
  const numbers = texts.map((text) => numberCell(text));
  const isNumeric = numbers.every(({ kind }) => kind === "number");
  const sign = (a: number, b: number): number => {
    const [x, y] = [numbers[a]!, numbers[b]!];
    if (isNumeric && x.kind === "number" && y.kind === "number") return x.value - y.value;
    return texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0;
  };
  const order = rows.map((_, i) => i).toSorted((a, b) => sign(a, b) || a - b);
  const steps = cumulate(order, (kept) => poolOf(explored, kept)).map(({ added, result }) => {
    const { id, label } = rows[added]!;
    return { added: { id, label }, value: texts[added]!, result };
  });
  return { by, steps };
}

function influenceOf(effects: GivenEffects, { method }: PoolPlan): Influence {
  if (effects.rows.length < 3) throw new InvalidInput([tooFew("influence", 3, effects.rows.length)]);
  return influence(effects, method.kind === "inverseVariance" ? { tau2: { kind: method.tau2 } } : {});
}

function smallStudies({ numbers, plan }: Explored, effects: GivenEffects): NonNullable<Explorations["smallStudies"]> {
  const isOddsRatio = numbers.family === "comparisons" && effects.measure.kind === "logOddsRatio";
  return {
    regression: testAsymmetry(effects),
    ...(isOddsRatio ? { counts: testCountAsymmetry(numbers.rows, { kind: "peters" }) } : {}),
    rank: testRankCorrelation(effects),
    trimAndFill: filled(effects, plan),
  };
}

/** Without the effects themselves, which hold functions. */
function filled(effects: GivenEffects, plan: PoolPlan): FilledPool {
  const found = trimAndFill(effects, { pool: effectChoices(plan) });
  const { method, warnings } = found;
  if (found.kind === "notEstimable") return { kind: "notEstimable", method, reason: found.reason, warnings };
  const { side, missing, filled: added, adjusted } = found;
  return { kind: "estimated", method, side, missing, filled: added, adjusted, warnings };
}

function withinStudies(sheet: Sheet, { numbers, effects, plan }: Explored, by: string): MultilevelPool {
  const column = sheet.columns.indexOf(by);
  const rows = effects!.rows.map(({ id, label, value, variance }, i) => ({
    id,
    label,
    value,
    variance,
    study: sheet.rows[numbers.rows[i]!.row]![column]!,
  }));
  const { level } = plan.options;
  return poolMultilevel(rows, level === undefined ? {} : { level });
}
