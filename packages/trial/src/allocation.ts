import { createStream, openStream, type Seed, streamFamily, fillUniforms } from "@rekindle/stats";
import { z } from "zod";
import { allocateBalancing } from "./engine/balancing.kernel.ts";
import { allocateByOrders, allocateOneByOne, blockOrders, createBlockState } from "./engine/permuted-blocks.kernel.ts";

/** Weights of control and experimental arm. */
const weights = z.tuple([z.number().positive(), z.number().positive()]).readonly().default([1, 1]);
const wholeWeights = z.tuple([z.int().positive(), z.int().positive()]).readonly().default([1, 1]);
const blocks = {
  /** Patients per arm in the smallest block: control, experimental. */
  ratio: wholeWeights,
  /** Patients per block; a multiple of the sum of the ratio. */
  blockSize: z.int().positive().max(1_000_000),
} as const;

/** Methods that keep two arms of equal weight in balance. */
const even = {
  ratio: z
    .tuple([z.literal(1), z.literal(1)])
    .readonly()
    .default([1, 1]),
  /** Whether each stratum is balanced for itself. */
  stratified: z.boolean().default(false),
} as const;

/** How patients are randomised to control (0) and experimental (1). */
export const allocationSchema = z
  .discriminatedUnion("kind", [
    /** Each patient independently. */
    z.strictObject({ kind: z.literal("complete"), ratio: weights }),
    /** In blocks that hold the ratio exactly, in order of enrolment. */
    z.strictObject({ kind: z.literal("permutedBlocks"), ...blocks }),
    /** In such blocks within each stratum. */
    z.strictObject({ kind: z.literal("stratifiedPermutedBlocks"), ...blocks }),
    /** Efron: the arm that is behind with this probability. */
    z.strictObject({
      kind: z.literal("biasedCoin"),
      probability: z
        .number()
        .min(0.5)
        .max(1)
        .default(2 / 3),
      ...even,
    }),
    /** Soares and Wu: a fair coin, but never a lead of more than this many patients. */
    z.strictObject({ kind: z.literal("bigStick"), imbalance: z.int().min(1).max(1000), ...even }),
    /** Wei's urn: `initial` balls of each arm, and `added` of the other arm with each patient. */
    z.strictObject({
      kind: z.literal("urn"),
      initial: z.number().min(0).max(1000).default(0),
      added: z.number().min(0).max(1000).default(1),
      ...even,
    }),
  ])
  .superRefine((allocation, context) => {
    if (allocation.kind === "urn" && allocation.initial + allocation.added === 0)
      context.addIssue({ code: "custom", path: ["initial"], message: "the urn has no ball, and none is added" });
    if (!("blockSize" in allocation)) return;
    const unit = allocation.ratio[0] + allocation.ratio[1];
    if (allocation.blockSize % unit !== 0) {
      const message = `blocks of ${allocation.blockSize} cannot hold ${allocation.ratio.join(" : ")}; blockSize is a multiple of ${unit}`;
      context.addIssue({ code: "custom", path: ["blockSize"], message });
    }
  });

export type Allocation = z.infer<typeof allocationSchema>;

/** Whether the strata of the patients have to be known before they are allocated. */
export function readsStrata(allocation: Allocation): boolean {
  return allocation.kind === "stratifiedPermutedBlocks" || ("stratified" in allocation && allocation.stratified);
}

/** Writes the arm of each patient of a replicate; `stratum` is read by stratified methods alone. */
export type Allocator = (replicate: number, patients: number, stratum: Uint8Array, arm: Uint8Array) => void;

export function createAllocator(
  allocation: Allocation,
  context: { readonly seed: Seed; readonly namespace: string; readonly strata: number },
): Allocator {
  const family = streamFamily(context.seed, context.namespace, "allocation");
  const stream = createStream();
  const [control, experimental] = allocation.ratio;
  let uniforms = new Float64Array(0);
  const draw = (replicate: number, count: number) => {
    if (uniforms.length < count) uniforms = new Float64Array(count);
    openStream(stream, family, replicate);
    fillUniforms(stream, uniforms, count);
  };
  if (allocation.kind === "complete") {
    const share = experimental / (control + experimental);
    return (replicate, patients, _stratum, arm) => {
      draw(replicate, patients);
      for (let i = 0; i < patients; i++) arm[i] = (Math.floor(uniforms[i]! - share) >> 31) & 1;
    };
  }
  if (!("blockSize" in allocation)) {
    const counts = new Int32Array(2 * (allocation.stratified ? context.strata : 1));
    return (replicate, patients, stratum, arm) => {
      draw(replicate, patients);
      allocateBalancing(allocation, counts, uniforms, patients, stratum, arm);
    };
  }
  const { blockSize } = allocation;
  const block = { blockSize, experimental: (blockSize * experimental) / (control + experimental) };
  const strata = readsStrata(allocation) ? context.strata : 1;
  const orders = blockOrders(block);
  const state = createBlockState(strata);
  if (orders === undefined) {
    return (replicate, patients, stratum, arm) => {
      draw(replicate, patients);
      allocateOneByOne(state, block, uniforms, patients, stratum, arm);
    };
  }
  const mostBlocks = (patients: number) => Math.ceil(patients / blockSize) + strata;
  return (replicate, patients, stratum, arm) => {
    draw(replicate, mostBlocks(patients));
    allocateByOrders(state, { blockSize, orders }, uniforms, patients, stratum, arm);
  };
}
