import { InvalidInput } from "@rekindle/stats";
import { addReplicate, type BlockSummary, mergeSummaries, type RunSummary, startSummary } from "./block-summary.ts";
import { createReplicateState, type ReplicateState, runReplicate } from "./engine/replicate.kernel.ts";
import type { Trial } from "./trial.ts";

/** Replicates per block. Part of the results' definition: moments are merged block by block. */
export const BLOCK_SIZE = 1000;

/** Number of blocks of a trial's run. */
export function blockCount(trial: Trial): number {
  return Math.ceil(trial.spec.replicates / BLOCK_SIZE);
}

/** The work space of a trial is made once and used for all its blocks. */
const states = new WeakMap<Trial, ReplicateState>();

export function stateOf(trial: Trial): ReplicateState {
  const found = states.get(trial);
  if (found !== undefined) return found;
  const state = createReplicateState(trial);
  states.set(trial, state);
  return state;
}

/**
 * Runs the replicates BLOCK_SIZE × block … of a trial. The summary depends on the trial and the block alone, so blocks can be run
 * anywhere and in any order.
 * @throws InvalidInput if the trial has no such block.
 * @example describeRun(mergeBlocks([simulateBlock(trial, 0), simulateBlock(trial, 1)]))
 */
export function simulateBlock(trial: Trial, block: number): BlockSummary {
  const blocks = blockCount(trial);
  if (!(Number.isInteger(block) && block >= 0 && block < blocks)) {
    const message = `there is no block ${block}; the trial has ${blocks}`;
    throw new InvalidInput([{ kind: "outOfRange", path: ["block"], message, hint: `0 to ${blocks - 1}` }]);
  }
  const state = stateOf(trial);
  const summary = startSummary(trial.plan.looks.length);
  const from = block * BLOCK_SIZE;
  const to = Math.min(from + BLOCK_SIZE, trial.spec.replicates);
  for (let replicate = from; replicate < to; replicate++) {
    runReplicate(state, replicate);
    addReplicate(summary, state);
  }
  return { block, ...summary };
}

/**
 * One summary of many blocks. They are merged in the order of their numbers whatever their order in the list, so that the result
 * is the same to the last bit however the blocks were spread over workers.
 * @throws InvalidInput if there is no block, or one comes twice.
 */
export function mergeBlocks(blocks: readonly BlockSummary[]): RunSummary {
  const ordered = blocks.toSorted((a, b) => a.block - b.block);
  const repeated = ordered.find((each, at) => ordered[at + 1]?.block === each.block);
  const [first, ...others] = ordered;
  if (first === undefined || repeated !== undefined) {
    const message = repeated === undefined ? "there are no blocks to merge" : `block ${repeated.block} comes twice`;
    throw new InvalidInput([{ kind: "blocks", path: ["blocks"], message, hint: "every block once" }]);
  }
  const { block: _number, ...start } = first;
  return others.reduce<RunSummary>(mergeSummaries, start);
}

/** All replicates of a trial, one block after the other. */
export function simulateTrial(trial: Trial): RunSummary {
  return mergeBlocks(Array.from({ length: blockCount(trial) }, (_, block) => simulateBlock(trial, block)));
}
