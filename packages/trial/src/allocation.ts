import { createStream, openStream, type Seed, streamFamily, fillUniforms } from "@rekindle/stats";
import { z } from "zod";
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

/** How patients are randomised to control (0) and experimental (1). */
export const allocationSchema = z
  .discriminatedUnion("kind", [
    /** Each patient independently. */
    z.strictObject({ kind: z.literal("complete"), ratio: weights }),
    /** In blocks that hold the ratio exactly, in order of enrolment. */
    z.strictObject({ kind: z.literal("permutedBlocks"), ...blocks }),
    /** In such blocks within each stratum. */
    z.strictObject({ kind: z.literal("stratifiedPermutedBlocks"), ...blocks }),
  ])
  .superRefine((allocation, context) => {
    if (allocation.kind === "complete") return;
    const unit = allocation.ratio[0] + allocation.ratio[1];
    if (allocation.blockSize % unit !== 0) {
      const message = `blocks of ${allocation.blockSize} cannot hold ${allocation.ratio.join(" : ")}; blockSize is a multiple of ${unit}`;
      context.addIssue({ code: "custom", path: ["blockSize"], message });
    }
  });

export type Allocation = z.infer<typeof allocationSchema>;

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
  const { blockSize } = allocation;
  const block = { blockSize, experimental: (blockSize * experimental) / (control + experimental) };
  const strata = allocation.kind === "permutedBlocks" ? 1 : context.strata;
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
