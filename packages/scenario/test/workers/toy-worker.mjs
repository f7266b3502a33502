// Answers with twice the task; can be told to misbehave.
import { parentPort, workerData } from "node:worker_threads";
import { appendFileSync, existsSync } from "node:fs";

parentPort.on("message", ({ index, task }) => {
  if (task.kind === "throw") {
    const error = { name: "RangeError", message: "told to throw", stack: "RangeError: told to throw" };
    parentPort.postMessage({ kind: "failed", index, error }, []);
    return;
  }
  if (task.kind === "die") process.exit(3);
  if (task.kind === "crash")
    setTimeout(() => {
      throw new Error("told to crash");
    }, 0);
  else if (task.kind === "dieOnce" && !existsSync(task.mark)) {
    appendFileSync(task.mark, "dead\n");
    process.exit(3);
  } else if (task.kind === "hang") for (;;);
  else parentPort.postMessage({ kind: "answer", index, answer: workerData.factor * (task.value ?? 0) }, []);
});
