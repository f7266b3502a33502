import type { z } from "zod";
import type { TestResult } from "./design.ts";

/**
 * The analysis set at a look, as it is known then: patients enrolled and, for a response, followed up to the day of the endpoint
 * and in its denominator. Arrays may be longer than `patients`; arm 0 is control.
 */
export interface LookColumns {
  readonly patients: number;
  readonly arm: Uint8Array;
  readonly stratum: Uint8Array;
  readonly response: Uint8Array;
  /** Days from randomisation to event or censoring as of the data cut. */
  readonly timeDays: Float64Array;
  readonly event: Uint8Array;
}

/** What the outcomes mean for the patient: a higher response (or a later event) is better, or a lower (or earlier) one. */
export type Better = "higher" | "lower";

/**
 * A test made ready for trials of up to `capacity` patients: it owns its work space and allocates nothing per call. The result
 * may be reused: it is valid until the next call.
 */
export type ReadyTest = (columns: LookColumns) => TestResult;

/** A result record a test can write to and return, call after call. */
export interface MutableTested {
  readonly kind: "tested";
  z: number;
  estimate: number;
  information: number;
}

/** A part: a statistical test of experimental against control. A positive z favours the experimental arm. */
export interface EndpointTestPart<Schema extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly options: Schema;
  /** The column the test reads; decides which endpoints it can be used for. */
  readonly reads: "response" | "timeDays";
  ready(
    options: z.output<Schema>,
    context: { readonly strata: number; readonly capacity: number; readonly better: Better },
  ): ReadyTest;
}

/** Keeps the types of a part together. */
export function defineEndpointTest<Schema extends z.ZodType>(part: EndpointTestPart<Schema>): EndpointTestPart<Schema> {
  return part;
}
