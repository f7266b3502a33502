/**
 * A kind of numbers that studies report, with the names of its columns in metafor and in meta, ours first. A family is there if one of
 * its sets is; each field is known by the first of its names that a sheet has.
 */
export interface ColumnFamily {
  readonly kind: StudyFamily;
  /** As printed: `events of one arm`. */
  readonly label: string;
  readonly fields: Readonly<Record<string, { readonly names: readonly string[]; readonly rule: CellRule }>>;
  /** Fields that are enough, the fullest first. */
  readonly sets: readonly (readonly string[])[];
}

export type StudyFamily =
  | "proportions"
  | "comparisons"
  | "meanComparisons"
  | "means"
  | "rateComparisons"
  | "rates"
  | "hazardRatios"
  | "effects";

/** What a cell must hold. */
export type CellRule = "count" | "number" | "aboveZero";

const count = (...names: readonly string[]) => ({ names, rule: "count" }) as const;
const number = (...names: readonly string[]) => ({ names, rule: "number" }) as const;
const above = (...names: readonly string[]) => ({ names, rule: "aboveZero" }) as const;

/** In the order in which they are looked for where no measure says which is meant. */
export const columnFamilies: readonly ColumnFamily[] = [
  {
    kind: "comparisons",
    label: "events of two arms",
    fields: {
      ai: count("ai", "event.e", "events.e"),
      bi: count("bi"),
      n1i: count("n1i", "n.e"),
      ci: count("ci", "event.c", "events.c"),
      di: count("di"),
      n2i: count("n2i", "n.c"),
    },
    sets: [
      ["ai", "n1i", "ci", "n2i"],
      ["ai", "bi", "ci", "di"],
    ],
  },
  {
    kind: "meanComparisons",
    label: "means of two arms",
    fields: {
      m1i: number("m1i", "mean.e"),
      sd1i: above("sd1i", "sd.e"),
      n1i: count("n1i", "n.e"),
      m2i: number("m2i", "mean.c"),
      sd2i: above("sd2i", "sd.c"),
      n2i: count("n2i", "n.c"),
    },
    sets: [["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"]],
  },
  {
    kind: "rateComparisons",
    label: "events over person-time of two arms",
    fields: {
      x1i: count("x1i", "event.e", "events.e"),
      t1i: above("t1i", "time.e"),
      x2i: count("x2i", "event.c", "events.c"),
      t2i: above("t2i", "time.c"),
    },
    sets: [["x1i", "t1i", "x2i", "t2i"]],
  },
  {
    kind: "proportions",
    label: "events of one arm",
    fields: {
      xi: count("xi", "event", "events"),
      ni: count("ni", "n"),
      mi: count("mi"),
    },
    sets: [
      ["xi", "ni"],
      ["xi", "mi"],
    ],
  },
  {
    kind: "means",
    label: "means of one arm",
    fields: {
      mi: number("mi", "mean"),
      sdi: above("sdi", "sd"),
      ni: count("ni", "n"),
    },
    sets: [["mi", "sdi", "ni"]],
  },
  {
    kind: "rates",
    label: "events over person-time",
    fields: {
      xi: count("xi", "event", "events"),
      ti: above("ti", "time"),
    },
    sets: [["xi", "ti"]],
  },
  {
    kind: "hazardRatios",
    label: "hazard ratios of two arms",
    fields: {
      hr: above("hr", "hazardratio", "hazard.ratio"),
      lower: above("lower", "ci.lb", "lcl", "hr.lower"),
      upper: above("upper", "ci.ub", "ucl", "hr.upper"),
      loghr: number("loghr", "lnhr", "log.hr"),
      seloghr: above("seloghr", "selnhr", "se.loghr"),
    },
    sets: [
      ["hr", "lower", "upper"],
      ["loghr", "seloghr"],
    ],
  },
  {
    kind: "effects",
    label: "effects with their variances",
    fields: {
      yi: number("yi", "TE"),
      vi: above("vi"),
      sei: above("sei", "seTE"),
    },
    sets: [
      ["yi", "vi"],
      ["yi", "sei"],
    ],
  },
];
