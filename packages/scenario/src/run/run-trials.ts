import type { BlockSummary, Cell, AnalyticTwin } from "@rekindle/trial";
import { BLOCK_SIZE, describe, mergeBlocks } from "@rekindle/trial";
import type { ScenarioParts } from "../parts.ts";
import { hasCode } from "../parts.ts";
import { nodeWorkerPool } from "../workers/node-worker-pool.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import { inlineWorkerPool } from "../workers/worker-pool.ts";
import type { CellRecipe } from "./cells.ts";
import type { CellAnswer, CellTask } from "./prepared-cell.ts";
import { cellRunner } from "./prepared-cell.ts";

export interface RunTrialsOptions {
  readonly workers: number;
  readonly parts: ScenarioParts;
  /** Replicates done of all cells. */
  readonly onReplicates: (done: number, total: number) => void;
  readonly onWarning: (message: string) => void;
  readonly signal?: AbortSignal;
}

/** The workers' module lies among the built files, also when these sources are run without having been built. */
const entry = new URL(
  import.meta.url.endsWith(".ts") ? "../../dist/workers/cell-worker.js" : "../workers/cell-worker.js",
  import.meta.url,
);

/** Simulates every cell, blocks shared out among the workers, and describes each. The answers do not depend on the workers. */
export async function runTrials(cells: readonly CellRecipe[], options: RunTrialsOptions): Promise<readonly Cell[]> {
  const tasks = cells.flatMap((recipe, cell) => tasksOf(recipe, cell));
  const total = cells.reduce((sum, { spec }) => sum + spec.replicates, 0);
  const described: Cell[] = [];
  let blocks: BlockSummary[] = [];
  let replicates = 0;
  const onAnswer = (answer: CellAnswer, index: number): void => {
    if (answer.kind === "block") {
      blocks.push(answer.summary);
      replicates += answer.summary.replicates;
      options.onReplicates(replicates, total);
      return;
    }
    // The analytic answer is each cell's last task, and answers come in order.
    described.push(describeCell(cells[tasks[index]!.cell]!, blocks, answer.twin));
    blocks = [];
  };
  const pool = await openPool(cells, options);
  try {
    await pool.run(tasks, { onAnswer, ...(options.signal === undefined ? {} : { signal: options.signal }) });
  } finally {
    await pool.close();
  }
  return described;
}

function tasksOf({ spec }: CellRecipe, cell: number): readonly CellTask[] {
  const blocks = Array.from({ length: Math.ceil(spec.replicates / BLOCK_SIZE) }, (_, work) => ({ cell, work }));
  return [...blocks, { cell, work: "analytic" }];
}

function describeCell(recipe: CellRecipe, blocks: readonly BlockSummary[], analytic: AnalyticTwin): Cell {
  const { trial, condition, hypothesis, spec } = recipe;
  const characteristics = describe(mergeBlocks(blocks));
  return { trial, condition, hypothesis, patients: spec.patients, characteristics, analytic };
}

/** A block of larger trials takes so long that this thread would not hear an abort within a second; a thread of its own can be ended. */
const MOST_PATIENTS_INLINE = 250;

async function openPool(
  cells: readonly CellRecipe[],
  { workers, parts, onWarning }: RunTrialsOptions,
): Promise<WorkerPool<CellTask, CellAnswer>> {
  const isQuick = cells.every(({ spec }) => spec.patients <= MOST_PATIENTS_INLINE);
  if (workers === 1 && (isQuick || hasCode(parts))) return inlineWorkerPool(cellRunner(cells, parts));
  const onDeath = (reason: string): void => onWarning(`a worker died (${reason}); its work is given to a new one`);
  return nodeWorkerPool({ workers, entry, setUp: cells, onDeath });
}
