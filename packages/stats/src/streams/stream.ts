import { holds, requireAll, whole } from "../arguments.ts";
import type { Seed } from "./seed.ts";
import { threefry4x32 } from "./threefry.ts";

/**
 * The one law of random numbers.
 *
 * key = (seed, namespace, purpose), counter = (replicate, patient, lesion, visit).
 *
 * A draw depends on its key and counter and on its place in that stream, on nothing else: not on how many draws came before,
 * not on the worker, not on the arm, the protocol, the design or the condition. The namespace is the population's, so that arms
 * and conditions share their people and contrasts between them are paired. No stream is shared between replicates.
 *
 * Threefry-4x32-20 turns key and counter into 128 bits; those start an sfc32 generator, which gives the words of the stream.
 */
export interface StreamFamily {
  readonly k0: number;
  readonly k1: number;
  readonly k2: number;
  readonly k3: number;
}

/** State of one sfc32 generator. Open it before use; it is meant to be reused, so that opening a stream allocates nothing. */
export interface Stream {
  a: number;
  b: number;
  c: number;
  d: number;
}

/**
 * All streams of one purpose for one population. Make it once, outside loops.
 * @param namespace the population's; never an arm, protocol, design, title or condition.
 * @param purpose what is drawn: `lesions`, `accrual`, …; two things drawn for different reasons have different purposes.
 * Names count by a hash of 32 bits each, so that any two share one with probability 2e-10.
 * @throws InvalidInput for a seed whose words are not whole numbers of 32 bits, and for a name that is no text or empty.
 * @example streamFamily(parseSeed(20260823), "population", "lesions")
 */
export function streamFamily(seed: Seed, namespace: string, purpose: string): StreamFamily {
  const needsText = "must be a text that is not empty";
  requireAll(
    whole("seed.low", seed.low, -0x80000000, 0xffffffff),
    whole("seed.high", seed.high, -0x80000000, 0xffffffff),
    holds(typeof namespace === "string" && namespace !== "", "namespace", `${namespace} is no name`, needsText),
    holds(typeof purpose === "string" && purpose !== "", "purpose", `${purpose} is no name`, needsText),
  );
  return { k0: seed.low, k1: seed.high, k2: hashName(namespace), k3: hashName(purpose) };
}

/** A stream that has not been opened; make one outside loops and open it again and again. */
export function createStream(): Stream {
  return { a: 0, b: 0, c: 0, d: 0 };
}

/**
 * Puts `stream` at the start of the stream with this key and counter; about 25 ns, no allocation.
 * @param replicate and `patient`, `lesion`, `visit` as far as needed: whole numbers from 0 to 2^32 - 1, each with its own streams.
 * @throws InvalidInput for any other number: it would share the stream of one inside the range.
 * @example openStream(stream, family, 17, 3) // replicate 17, patient 3
 */
export function openStream(
  stream: Stream,
  family: StreamFamily,
  replicate: number,
  patient = 0,
  lesion = 0,
  visit = 0,
): void {
  if (replicate >>> 0 !== replicate || patient >>> 0 !== patient || lesion >>> 0 !== lesion || visit >>> 0 !== visit) {
    refuseCounter(replicate, patient, lesion, visit);
  }
  threefry4x32(replicate, patient, lesion, visit, family.k0, family.k1, family.k2, family.k3, block);
  stream.a = block[0]!;
  stream.b = block[1]!;
  stream.c = block[2]!;
  stream.d = block[3]!;
}

const block = new Int32Array(4);

function refuseCounter(replicate: number, patient: number, lesion: number, visit: number): void {
  requireAll(
    whole("replicate", replicate, 0, 0xffffffff),
    whole("patient", patient, 0, 0xffffffff),
    whole("lesion", lesion, 0, 0xffffffff),
    whole("visit", visit, 0, 0xffffffff),
  );
}

/** 32-bit FNV-1a of the name's UTF-16 code units, low byte first (Fowler, Noll, Vo; RFC 9923). */
function hashName(name: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash;
}
