import type { AnalyticTwin, Cell, OperatingCharacteristics } from "@rekindle/trial";
import { BLOCK_SIZE, describe, mergeBlocks } from "@rekindle/trial";
import type { ScenarioParts } from "../parts.ts";
import { hasCode } from "../parts.ts";
import { nodeWorkerPool } from "../workers/node-worker-pool.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import { inlineWorkerPool } from "../workers/worker-pool.ts";
import type { CellRecipe } from "./cells.ts";
import type { ObservedOutcomes } from "./observed-outcomes.kernel.ts";
import { addOutcomes } from "./observed-outcomes.kernel.ts";
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

/** A cell whose blocks are all merged. */
interface SimulatedCell {
  readonly characteristics: OperatingCharacteristics;
  readonly observed: ObservedOutcomes;
}

/** Simulates every cell, blocks shared out among the workers, and describes each. The answers do not depend on the workers. */
export async function runTrials(cells: readonly CellRecipe[], options: RunTrialsOptions): Promise<readonly Cell[]> {
  const pool = await openPool(cells, options);
  try {
    const simulated = await simulateCells(pool, cells, options);
    const twins = await findTwins(pool, simulated, options);
    return cells.map(({ trial, condition, hypothesis, spec }, i) => {
      const { characteristics } = simulated[i]!;
      return { trial, condition, hypothesis, patients: spec.patients, characteristics, analytic: twins[i]! };
    });
  } finally {
    await pool.close();
  }
}

type CellPool = WorkerPool<CellTask, CellAnswer>;

async function simulateCells(
  pool: CellPool,
  cells: readonly CellRecipe[],
  { onReplicates, signal }: RunTrialsOptions,
): Promise<readonly SimulatedCell[]> {
  const tasks = cells.flatMap(({ spec }, cell) =>
    Array.from(
      { length: Math.ceil(spec.replicates / BLOCK_SIZE) },
      (_, block) => ({ kind: "block", cell, block }) as const,
    ),
  );
  const total = cells.reduce((sum, { spec }) => sum + spec.replicates, 0);
  const simulated: SimulatedCell[] = [];
  let blocks: Extract<CellAnswer, { readonly kind: "block" }>[] = [];
  let replicates = 0;
  const onAnswer = (answer: CellAnswer, index: number): void => {
    if (answer.kind !== "block") return;
    blocks.push(answer);
    replicates += answer.summary.replicates;
    // Answers come in the order of the tasks, so a cell is whole when the next task is another's.
    if (tasks[index + 1]?.cell !== tasks[index]!.cell) {
      const characteristics = describe(mergeBlocks(blocks.map(({ summary }) => summary)));
      simulated.push({ characteristics, observed: blocks.map(({ observed }) => observed).reduce(addOutcomes) });
      blocks = [];
    }
    onReplicates(replicates, total);
  };
  await pool.run(tasks, { onAnswer, ...(signal === undefined ? {} : { signal }) });
  return simulated;
}

/** Analytic answers are worked out by the workers too: an enumeration may take a second. */
async function findTwins(
  pool: CellPool,
  simulated: readonly SimulatedCell[],
  { signal }: RunTrialsOptions,
): Promise<readonly AnalyticTwin[]> {
  const tasks = simulated.map(({ observed }, cell) => ({ kind: "analytic", cell, observed }) as const);
  const twins: AnalyticTwin[] = [];
  const onAnswer = (answer: CellAnswer): void => {
    if (answer.kind === "analytic") twins.push(answer.twin);
  };
  await pool.run(tasks, { onAnswer, ...(signal === undefined ? {} : { signal }) });
  return twins;
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
