import {
  checkWith,
  createStream,
  InvalidInput,
  nextWord,
  openStream,
  orThrow,
  parseSeed,
  streamFamily,
} from "@rekindle/stats";
import { z } from "zod";
import { canonicalOrder } from "../linear/weighted-fit.ts";
import type { Effect } from "../measures/measure.ts";
import { checkedRows } from "../pool-effects.ts";
import { fitSubsets, type GoshColumns } from "./gosh.kernel.ts";

/** 2^20 subsets; more are drawn at random. */
const MOST_STUDIES_FOR_ALL = 20;
const DEFAULT_STUDIES_FOR_ALL = 14;
const DEFAULT_COUNT = 10_000;

const goshSchema = z.strictObject({
  /** `REML` (default), `DL` or `commonEffect`. */
  tau2: z.exactOptional(z.strictObject({ kind: z.enum(["REML", "DL", "commonEffect"]) })),
  /** Every subset, or so many at random; by default every one of up to 14 studies, and 10,000 with seed 1 of more. */
  subsets: z.exactOptional(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("all") }),
      z.strictObject({
        kind: z.literal("random"),
        count: z.int().min(1).max(10_000_000),
        seed: z.union([z.string(), z.int()]),
      }),
    ]),
  ),
  /** Studies of the smallest subset; 2 by default. */
  smallest: z.exactOptional(z.int().min(1)),
});

type Loose = z.output<typeof goshSchema>;
export type GoshOptions = { readonly [Key in keyof Loose]: Readonly<Loose[Key]> };

/** Pools of many subsets of the studies, as columns with one entry per subset. */
export interface Gosh extends GoshColumns {
  readonly method: string;
  readonly studies: readonly { readonly id: string; readonly label: string }[];
  readonly subsets: number;
  /** Bit i % 32 of word i / 32 says whether study i is in; `wordsPerSubset` words for each subset. `isInSubset` reads them. */
  readonly members: Uint32Array;
  readonly wordsPerSubset: number;
}

/**
 * The graphical display of study heterogeneity: the pooled mean with Q, tau2 and I2 (from Q, and from tau2) of every subset of the studies,
 * or of random ones, each study in with probability 1/2. Random subsets depend on the seed and their number alone. Columns are typed arrays
 * for a plot of estimate against I2; a pool that falls into clouds has studies that do not belong together.
 *
 * Olkin, Dahabreh & Trikalinos (2012), doi:10.1002/jrsm.1053. In a subset of one, which only `smallest: 1` gives, Q, tau2 and I2 are 0 as
 * metafor has them.
 * @param effects of `measureEffects`, `measureComparisons` or `givenEffects`; at least three.
 * @throws InvalidInput on fewer studies, every subset of more than 20, a smallest subset of more than the studies (of random subsets more
 *   than half of them), and on variances that are not above 0.
 * @example
 * const { estimate, I2, subsets } = gosh(effects, { tau2: { kind: "DL" }, subsets: { kind: "random", count: 10_000, seed: 1 } });
 */
export function gosh(effects: { readonly rows: readonly Effect[] }, options: GoshOptions = {}): Gosh {
  const { tau2 = { kind: "REML" as const }, subsets: asked, smallest = 2 } = orThrow(checkWith(goshSchema, options));
  const rows = checkedRows(effects);
  const k = rows.length;
  const plan =
    asked ?? (k <= DEFAULT_STUDIES_FOR_ALL ? ({ kind: "all" } as const) : { kind: "random" as const, ...byDefault });
  checkPlan(k, plan.kind, smallest);
  const words = Math.ceil(k / 32);
  const members =
    plan.kind === "all" ? everySubset(k, smallest) : randomSubsets(k, words, smallest, plan.count, plan.seed);
  const count = members.length / words;
  const order = canonicalOrder(rows);
  const column = () => new Float64Array(count);
  const columns: GoshColumns = {
    estimate: column(),
    standardError: column(),
    tau2: column(),
    Q: column(),
    I2: column(),
    I2FromTau2: column(),
    size: new Int32Array(count),
  };
  const problem = {
    y: Float64Array.from(order, (index) => rows[index]!.value),
    v: Float64Array.from(order, (index) => rows[index]!.variance),
    bit: Int32Array.from(order),
  };
  fitSubsets(problem, { members, words }, tau2.kind, columns);
  for (let subset = 0; subset < count; subset++) {
    if (!Number.isFinite(columns.estimate[subset]! + columns.Q[subset]! + columns.I2FromTau2[subset]!))
      throw tooLarge();
  }
  const which = plan.kind === "all" ? "every subset" : `${plan.count} random subsets, seed ${plan.seed}`;
  return {
    method: `GOSH, ${which} of ${smallest} or more of ${k} studies, tau2 by ${tau2.kind}`,
    studies: rows.map(({ id, label }) => ({ id, label })),
    subsets: count,
    ...columns,
    members,
    wordsPerSubset: words,
  };
}

const byDefault = { count: DEFAULT_COUNT, seed: 1 };

/**
 * Whether a study is in a subset; both counted from 0.
 * @throws InvalidInput for a subset or a study that is not there.
 * @example
 * isInSubset(gosh(effects), { subset: 17, study: 2 });
 */
export function isInSubset(
  { members, wordsPerSubset, subsets, studies }: Gosh,
  { subset, study }: { readonly subset: number; readonly study: number },
): boolean {
  const within = (name: string, value: number, count: number) =>
    Number.isInteger(value) && value >= 0 && value < count
      ? []
      : [
          {
            kind: "outOfRange",
            path: [name],
            message: `${name} is ${value}`,
            hint: `must be a whole number from 0 to ${count - 1}`,
          },
        ];
  const issues = [...within("subset", subset, subsets), ...within("study", study, studies.length)];
  if (issues.length > 0) throw new InvalidInput(issues);
  return ((members[subset * wordsPerSubset + (study >>> 5)]! >>> (study & 31)) & 1) === 1;
}

function checkPlan(k: number, kind: "all" | "random", smallest: number): void {
  const refuse = (path: string, message: string, hint: string) => {
    throw new InvalidInput([{ kind: "outOfRange", path: [path], message, hint }]);
  };
  if (k < 3) refuse("rows", `${k} studies are too few`, "at least three are needed");
  if (kind === "all" && k > MOST_STUDIES_FOR_ALL) {
    refuse("subsets", `${k} studies have 2^${k} subsets`, `at most ${MOST_STUDIES_FOR_ALL}; draw random ones`);
  }
  const most = kind === "all" ? k : Math.ceil(k / 2);
  if (smallest > most) refuse("smallest", `smallest is ${smallest}`, `at most ${most} for ${k} studies`);
}

/** In the order of the numbers whose bits they are. */
function everySubset(k: number, smallest: number): Uint32Array {
  const members = new Uint32Array((1 << k) - 1);
  let count = 0;
  for (let bits = 1; bits < 1 << k; bits++) if (bitsIn(bits) >= smallest) members[count++] = bits;
  return members.slice(0, count);
}

function randomSubsets(k: number, words: number, smallest: number, count: number, seed: string | number): Uint32Array {
  const members = new Uint32Array(count * words);
  const family = streamFamily(parseSeed(seed), "gosh", "subsets");
  const stream = createStream();
  const left = k & 31;
  const mask = 0xffffffff >>> ((32 - left) & 31);
  for (let subset = 0; subset < count; subset++) {
    openStream(stream, family, subset);
    const first = subset * words;
    let size = 0;
    while (size < smallest) {
      size = 0;
      for (let word = 0; word < words; word++) {
        const bits = word === words - 1 ? nextWord(stream) & mask : nextWord(stream);
        members[first + word] = bits;
        size += bitsIn(bits);
      }
    }
  }
  return members;
}

/** Bits that are set, of 32; Warren, "Hacker's Delight" (2013), section 5-1. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function tooLarge(): InvalidInput {
  const message = "effects or variances are too large, too small or too different for the arithmetic";
  return new InvalidInput([{ kind: "outOfRange", path: ["rows"], message, hint: "rescale them" }]);
}
