import type { Worker } from "node:worker_threads";
import type { AnswerMessage, TaskMessage } from "./messages.ts";
import { rebuildFailure } from "./messages.ts";
import type { RunOptions, WorkerPool } from "./worker-pool.ts";
import { inTaskOrder, WorkerDied } from "./worker-pool.ts";

export interface NodeWorkerPoolOptions {
  readonly workers: number;
  /** Module that listens for `TaskMessage`s, answers with `AnswerMessage`s, and gets `setUp` as its `workerData`. */
  readonly entry: URL;
  readonly setUp: unknown;
  /** Told when a thread ended on its own; its task is given to a new one. */
  readonly onDeath?: (reason: string) => void;
}

/** One call of `run`: which tasks wait, which failed once, and how it ends. */
interface Queue<Task, Answer> {
  readonly tasks: readonly Task[];
  readonly waiting: number[];
  readonly retried: Set<number>;
  readonly answer: (answer: Answer, index: number) => void;
  readonly options: RunOptions<Answer>;
  done: number;
  readonly finish: (error?: unknown) => void;
}

/**
 * A pool of Node's worker threads, kept alive from one `run` to the next. The next waiting task goes to the next free thread.
 * A thread that dies is replaced and its task tried once more; an aborted run ends its threads at once.
 */
export async function nodeWorkerPool<Task, Answer>(options: NodeWorkerPoolOptions): Promise<WorkerPool<Task, Answer>> {
  const threads = await import("node:worker_threads");
  const crew = new Map<Worker, number | undefined>();
  let queue: Queue<Task, Answer> | undefined;

  // Flags of this process, such as an import condition for sources, do not hold for the built module.
  const hire = (): void => {
    const worker = new threads.Worker(options.entry, { workerData: options.setUp, execArgv: [] });
    let reason = "it ended";
    worker.on("message", (message: AnswerMessage<Answer>) => receive(worker, message));
    worker.on("error", (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on("exit", () => bury(worker, reason));
    crew.set(worker, undefined);
    assign(worker);
  };

  const assign = (worker: Worker): void => {
    const index = queue?.waiting.shift();
    crew.set(worker, index);
    if (queue === undefined || index === undefined) return;
    worker.postMessage({ index, task: queue.tasks[index]! } satisfies TaskMessage<Task>, []);
  };

  const receive = (worker: Worker, message: AnswerMessage<Answer>): void => {
    if (queue === undefined) return;
    if (message.kind === "failed") return queue.finish(rebuildFailure(message.error));
    const { tasks, options: run, finish } = queue;
    queue.done++;
    try {
      queue.answer(message.answer, message.index);
      run.onDone?.(queue.done);
    } catch (error) {
      // An error of the caller must reject its run, not end the process as an error of this event would.
      return finish(error);
    }
    // Whoever was told may have aborted the run.
    if (queue === undefined) return;
    if (queue.done === tasks.length) finish();
    else assign(worker);
  };

  const bury = (worker: Worker, reason: string): void => {
    const index = crew.get(worker);
    if (!crew.delete(worker)) return;
    options.onDeath?.(reason);
    if (queue === undefined || index === undefined) return;
    if (queue.retried.has(index)) return queue.finish(new WorkerDied(index, reason));
    queue.retried.add(index);
    queue.waiting.unshift(index);
    hire();
  };

  // Those who leave the crew first are not mourned as dead.
  const dismiss = async (): Promise<void> => {
    const leaving = [...crew.keys()];
    crew.clear();
    await Promise.all(leaving.map((worker) => worker.terminate()));
  };

  return {
    run: (tasks, run) =>
      new Promise<void>((resolve, reject) => {
        const { signal } = run;
        if (signal?.aborted) return reject(signal.reason as Error);
        if (tasks.length === 0) return resolve();
        const abort = (): void => queue?.finish(signal?.reason);
        signal?.addEventListener("abort", abort);
        const finish = (error?: unknown): void => {
          queue = undefined;
          signal?.removeEventListener("abort", abort);
          if (error === undefined) resolve();
          else void dismiss().then(() => reject(error as Error));
        };
        const waiting = Array.from(tasks, (_, index) => index);
        queue = {
          tasks,
          waiting,
          retried: new Set(),
          answer: inTaskOrder(run.onAnswer),
          options: run,
          done: 0,
          finish,
        };
        for (const worker of crew.keys()) assign(worker);
        const missing = Math.min(options.workers, tasks.length) - crew.size;
        for (let i = 0; i < missing; i++) hire();
      }),
    close: dismiss,
  };
}
