import type { Source } from "./sources.ts";

/**
 * How a number was seen: `primary` on a page of the publication, `registry` in a trial registry, `secondary` in a review or a
 * transcription, `derived` computed from such numbers, `unverified` commonly quoted but not checked, `assumption` a modelling
 * choice without a direct datum.
 */
export type Verification = "primary" | "registry" | "secondary" | "derived" | "unverified" | "assumption";

/** One number of the model, with where it comes from. */
export interface Parameter {
  readonly value: number;
  readonly unit: string;
  readonly description: string;
  /** Id of its row in the evidence table; several numbers may come from one row. */
  readonly row: string;
  readonly verification: Verification;
  readonly sources: readonly Source[];
  /** How it was chosen or derived, and against what it is tuned. */
  readonly note?: string;
  /** Values another run may give it; any finite number when left out. */
  readonly allowed?: { readonly least: number; readonly most: number };
}

/** A parameter as a report lists it. */
export interface ParameterRow extends Parameter {
  /** Name by which a run may set it (`parameters` of a recipe), or the pair it belongs to for effects of the catalogue. */
  readonly name: string;
  /** The table's value where a run has set another. */
  readonly tabulated?: number;
}
