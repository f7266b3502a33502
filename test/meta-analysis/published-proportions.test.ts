import { type PoolOptions, pool, type Pooled } from "@rekindle/evidence";
import { proportionInterval } from "@rekindle/stats";
import { describe, expect, it } from "vitest";

const rowsOf = (counts: readonly (readonly [events: number, n: number])[]) =>
  counts.map(([events, n], i) => ({ id: `s${i}`, label: `Study ${i}`, events, n }));

/** dat.pritz1997 of metadat. */
const pritz = rowsOf([
  [16, 17],
  [10, 12],
  [4, 8],
  [43, 58],
  [10, 10],
  [25, 42],
  [13, 14],
  [12, 12],
  [22, 41],
  [4, 5],
  [5, 6],
  [18, 23],
  [58, 68],
  [6, 10],
]);
/** The example of meta's metaprop: 4:1 of c(10, 20, 30, 40). */
const metaExample = rowsOf([
  [4, 10],
  [3, 20],
  [2, 30],
  [1, 40],
]);
const stress = rowsOf([
  [0, 8],
  [3, 12],
  [10, 10],
  [5, 20],
  [0, 15],
  [12, 25],
]);
const allZero = rowsOf([
  [0, 10],
  [0, 12],
  [0, 8],
]);

const inverse = (rest: object = {}): PoolOptions => ({ model: "inverseVariance", interval: { kind: "wald" }, ...rest });
const measured = (kind: string, rest: object = {}): PoolOptions => inverse({ measure: { kind }, ...rest });
const metas = { prediction: { kind: "tKMinus1" } };
const normal = { prediction: { kind: "normal" } };

/** What a line prints; left out where it prints nothing. */
interface Line {
  readonly mu?: string;
  readonly se?: string;
  readonly tau2?: string;
  readonly rate?: string;
  readonly lower?: string;
  readonly upper?: string;
  readonly predictionLower?: string;
  readonly predictionUpper?: string;
  readonly Q?: string;
}

function found(pooled: Pooled): Readonly<Record<keyof Line, number | undefined>> {
  const { mean, prediction } = pooled;
  const of = (estimate: typeof mean) => (estimate.kind === "estimated" ? estimate : undefined);
  return {
    mu: pooled.logit?.mean,
    se: pooled.logit?.standardError,
    tau2: pooled.tau2?.value,
    rate: of(mean)?.value,
    lower: of(mean)?.interval.lower,
    upper: of(mean)?.interval.upper,
    predictionLower: of(prediction)?.interval.lower,
    predictionUpper: of(prediction)?.interval.upper,
    Q: pooled.heterogeneity?.statistic,
  };
}

/** Fewer digits than printed where metafor and lme4 stop iterating at their own tolerance (metafor's REML at 1e-5). */
const lines: readonly (readonly [string, ReturnType<typeof rowsOf>, PoolOptions | undefined, Line])[] = [
  [
    "Pritz, PLO REML, z",
    pritz,
    inverse(normal),
    {
      mu: "1.138909",
      se: "0.241478",
      tau2: "0.364588",
      rate: "0.757479",
      lower: "0.660522",
      upper: "0.833716",
      predictionLower: "0.466135",
      predictionUpper: "0.917850",
      Q: "29.785416",
    },
  ],
  [
    "Pritz, PLO DL + KH",
    pritz,
    inverse({ tau2: { kind: "DL" }, interval: { kind: "hartungKnapp" }, ...metas }),
    {
      mu: "1.137969",
      tau2: "0.361558",
      rate: "0.757307",
      lower: "0.647992",
      upper: "0.841004",
      predictionLower: "0.434340",
      predictionUpper: "0.926906",
    },
  ],
  [
    "Pritz, GLMM converged",
    pritz,
    undefined,
    { mu: "1.376594", se: "0.288380", tau2: "0.589310", rate: "0.798443", Q: "42.232398" },
  ],
  [
    "Pritz, PAS REML",
    pritz,
    measured("arcsineProportion", normal),
    {
      tau2: "0.042573",
      rate: "0.813018",
      lower: "0.704020",
      upper: "0.901590",
      predictionLower: "0.41445",
      predictionUpper: "0.999473",
    },
  ],
  [
    "Pritz, PFT REML",
    pritz,
    measured("freemanTukey", normal),
    {
      tau2: "0.025761",
      rate: "0.802900",
      lower: "0.702206",
      upper: "0.889347",
      predictionLower: "0.46463",
      predictionUpper: "0.99894",
    },
  ],
  [
    "Pritz, PR REML",
    pritz,
    measured("rawProportion"),
    { tau2: "0.01665", rate: "0.79675", lower: "0.71377", upper: "0.87973" },
  ],
  [
    "meta, GLMM converged",
    metaExample,
    undefined,
    { mu: "-2.148605", se: "0.597842", tau2: "0.906636", rate: "0.10446163" },
  ],
  [
    "meta, inverse REML",
    metaExample,
    inverse(metas),
    {
      mu: "-1.983170",
      se: "0.662274",
      tau2: "1.194017",
      rate: "0.120981",
      lower: "0.036222",
      upper: "0.335116",
      predictionLower: "0.0024",
      predictionUpper: "0.8893",
      Q: "9.376275",
    },
  ],
  [
    "meta, inverse REML, HK",
    metaExample,
    inverse({ interval: { kind: "hartungKnapp" } }),
    { rate: "0.120981", lower: "0.015868", upper: "0.540192" },
  ],
  [
    "meta, inverse DL",
    metaExample,
    inverse({ tau2: { kind: "DL" } }),
    {
      mu: "-1.9788316219",
      se: "0.6496449387",
      tau2: "1.1288113174",
      rate: "0.1214434428",
      lower: "0.0372510588",
      upper: "0.3305826642",
    },
  ],
  [
    "meta, inverse, common effect",
    metaExample,
    inverse({ tau2: { kind: "commonEffect" } }),
    { mu: "-1.7832592818", se: "0.3582488604", Q: "9.37627484" },
  ],
  [
    "meta, PLN",
    metaExample,
    measured("logProportion"),
    { tau2: "0.870277", rate: "0.123247", lower: "0.040755", upper: "0.372716", Q: "10.45827259" },
  ],
  ["meta, PRAW", metaExample, measured("rawProportion"), { tau2: "0.0045", rate: "0.0901", Q: "7.82917633" }],
  [
    "meta, PRAW, common effect",
    metaExample,
    measured("rawProportion", { tau2: { kind: "commonEffect" } }),
    { rate: "0.0488283063" },
  ],
  [
    "meta, PAS",
    metaExample,
    measured("arcsineProportion"),
    { tau2: "0.02998", rate: "0.11499", lower: "0.02097", upper: "0.27017", Q: "10.01486497" },
  ],
  [
    "meta, PFT",
    metaExample,
    measured("freemanTukey"),
    { tau2: "0.02692", rate: "0.1114", lower: "0.01136", upper: "0.2717", Q: "9.55546333" },
  ],
  ["stress, GLMM converged", stress, undefined, { mu: "-1.32118", se: "1.43372", tau2: "9.719", rate: "0.21062" }],
  [
    "stress, inverse REML with 0.5",
    stress,
    inverse(metas),
    {
      mu: "-0.861408",
      se: "0.70528",
      tau2: "2.0484",
      Q: "15.7495982",
      rate: "0.2970",
      lower: "0.0959",
      upper: "0.6274",
      predictionLower: "0.0069",
      predictionUpper: "0.9623",
    },
  ],
  [
    "stress, inverse REML, HK",
    stress,
    inverse({ interval: { kind: "hartungKnapp" } }),
    { lower: "0.0504", upper: "0.7709" },
  ],
  ["stress, PFT", stress, measured("freemanTukey"), { rate: "0.2992", lower: "0.0211", upper: "0.6876" }],
  ["all zero, inverse", allZero, inverse(), { rate: "0.0459", lower: "0.0093", upper: "0.1987" }],
  [
    "two studies, GLMM converged",
    rowsOf([
      [5, 119],
      [116, 170],
    ]),
    undefined,
    { rate: "0.23548518" },
  ],
];

describe("published pooled proportions, line by line", {
  meta: {
    validates: {
      requirement: "Published examples of pooled proportions",
      functions: ["pool"],
      source: "values printed by metafor 3.8.1, meta 8.4-0 and lme4 1.1-31, as recorded in the plan of the project",
    },
  },
}, () => {
  it.each(lines)("%s", (_, rows, options, printed) => {
    const ours = found(options === undefined ? pool(rows) : pool(rows, options));
    for (const [name, text] of Object.entries(printed)) {
      expect(ours[name as keyof Line], name).asPrinted(text);
    }
  });

  it("pools studies without events to the exact limit of all patients", () => {
    // Clopper-Pearson for 0 of 30.
    expect(proportionInterval({ events: 0, n: 30 }, { method: "clopperPearson", level: 0.95 }).upper).asPrinted(
      "0.1157",
    );
    const pooled = found(pool(allZero));
    expect(pooled.rate).exactly(0);
    expect(pooled.upper).asPrinted("0.1157");
  });
});
