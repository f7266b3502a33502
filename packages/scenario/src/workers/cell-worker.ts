import { parentPort, workerData } from "node:worker_threads";
import type { CellRecipe } from "../run/cells.ts";
import type { CellAnswer, CellTask } from "../run/prepared-cell.ts";
import { cellRunner } from "../run/prepared-cell.ts";
import type { AnswerMessage, TaskMessage } from "./messages.ts";
import { describeFailure } from "./messages.ts";

// The entry of a worker thread: it is given all cells once, then tasks one by one.
const runTask = cellRunner(workerData as readonly CellRecipe[]);

parentPort?.on("message", ({ index, task }: TaskMessage<CellTask>) => {
  parentPort?.postMessage(answerTo(index, task), []);
});

function answerTo(index: number, task: CellTask): AnswerMessage<CellAnswer> {
  try {
    return { kind: "answer", index, answer: runTask(task) };
  } catch (error) {
    return { kind: "failed", index, error: describeFailure(error) };
  }
}
