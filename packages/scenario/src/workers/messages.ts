import type { Issue } from "@rekindle/stats";
import { InvalidInput } from "@rekindle/stats";

/** What the two sides of a worker thread say to each other. All of it is plain data. */
export interface TaskMessage<Task> {
  readonly index: number;
  readonly task: Task;
}

export type AnswerMessage<Answer> =
  | { readonly kind: "answer"; readonly index: number; readonly answer: Answer }
  | { readonly kind: "failed"; readonly index: number; readonly error: TaskFailure };

/** An exception that a task threw: the same would be thrown again, so it is not tried again. */
export interface TaskFailure {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Of an `InvalidInput`, which stays one on the other side. */
  readonly issues?: readonly Issue[];
}

export function describeFailure(error: unknown): TaskFailure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: "" };
  const issues = error instanceof InvalidInput ? { issues: error.issues } : {};
  return { name: error.name, message: error.message, stack: error.stack ?? "", ...issues };
}

export function rebuildFailure(failure: TaskFailure): Error {
  if (failure.issues !== undefined) return new InvalidInput(failure.issues);
  const error = new Error(failure.message);
  error.name = failure.name;
  error.stack = failure.stack;
  return error;
}
