/** Does one task. Plain data in, plain data out, so that it can be done in another thread. */
export type TaskRunner<Task, Answer> = (task: Task) => Answer;

export interface RunOptions<Answer> {
  /** Called once per task in the order of the tasks, whatever the order in which they were done. */
  readonly onAnswer: (answer: Answer, index: number) => void;
  /** Called with the number of tasks done, as they are done. */
  readonly onDone?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Threads that share a queue of tasks. The answers, and their order, do not depend on how many there are. */
export interface WorkerPool<Task, Answer> {
  /** Resolves when every task is answered; rejects with the signal's reason, a task's error, or `WorkerDied`. */
  run(tasks: readonly Task[], options: RunOptions<Answer>): Promise<void>;
  /** Ends the threads. No further tasks are taken. */
  close(): Promise<void>;
}

/** A thread ended while at work, and again when its task was given to another. */
export class WorkerDied extends Error {
  constructor(task: number, reason: string) {
    super(`a worker died at task ${task}, and so did the one that tried again: ${reason}`);
    this.name = "WorkerDied";
  }
}

/** Passes answers on in the order of their tasks, keeping those that come early. */
export function inTaskOrder<Answer>(onAnswer: (answer: Answer, index: number) => void) {
  const early = new Map<number, Answer>();
  let next = 0;
  return (answer: Answer, index: number): void => {
    early.set(index, answer);
    while (early.has(next)) {
      const ready = early.get(next)!;
      early.delete(next);
      onAnswer(ready, next);
      next++;
    }
  };
}

/** The pool of one: tasks are done in this thread, which takes a breath between them so that others are heard. */
export function inlineWorkerPool<Task, Answer>(runTask: TaskRunner<Task, Answer>): WorkerPool<Task, Answer> {
  return {
    async run(tasks, { onAnswer, onDone, signal }) {
      for (const [index, task] of tasks.entries()) {
        signal?.throwIfAborted();
        onAnswer(runTask(task), index);
        onDone?.(index + 1);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      signal?.throwIfAborted();
    },
    close: async () => {},
  };
}
