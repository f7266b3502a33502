/** Events among patients of one arm. */
export interface ArmCounts {
  readonly events: number;
  readonly n: number;
}

/** Two arms of one study. */
export interface ComparisonCounts {
  readonly id: string;
  readonly label: string;
  readonly experimental: ArmCounts;
  readonly control: ArmCounts;
}

/** A table: events and non-events of the experimental arm, then of the control arm; cells may carry a correction. */
export interface Table {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** A way to compare two proportions: one file, one line in the registry beside it. Effects are experimental minus (or over) control. */
export interface ComparisonMeasure<Kind extends string = string> {
  readonly kind: Kind;
  readonly label: string;
  /** The scale of the effect on an axis: `log odds ratio`. */
  readonly scale: string;
  /** What `toNatural` gives: `odds ratio`. */
  readonly naturalScale: string;
  /** Whether the table has no usable effect as it stands, so that it needs a correction. */
  needsCorrection(table: Table): boolean;
  effect(table: Table): { readonly value: number; readonly variance: number };
  toNatural(value: number): number;
}

/** Defines a comparison, inside or outside this package; pass an outside one as `parts: { comparisons: [mine] }`. */
export function defineComparison<const Kind extends string>(measure: ComparisonMeasure<Kind>): ComparisonMeasure<Kind> {
  return measure;
}

export function hasEmptyCell({ a, b, c, d }: Table): boolean {
  return a === 0 || b === 0 || c === 0 || d === 0;
}
