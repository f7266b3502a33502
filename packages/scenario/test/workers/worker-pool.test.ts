import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeWorkerPool } from "../../src/workers/node-worker-pool.ts";
import type { WorkerPool } from "../../src/workers/worker-pool.ts";
import { inlineWorkerPool, inTaskOrder } from "../../src/workers/worker-pool.ts";

interface Toy {
  readonly kind: "double" | "throw" | "die" | "crash" | "dieOnce" | "hang";
  readonly value?: number;
  readonly mark?: string;
}

const entry = new URL("./toy-worker.mjs", import.meta.url);
const doubles = (count: number): Toy[] => Array.from({ length: count }, (_, value) => ({ kind: "double", value }));

async function answersOf(pool: WorkerPool<Toy, number>, tasks: readonly Toy[], signal?: AbortSignal) {
  const answers: (readonly [number, number])[] = [];
  const options = { onAnswer: (answer: number, index: number) => answers.push([index, answer] as const) };
  await pool.run(tasks, signal === undefined ? options : { ...options, signal });
  return answers;
}

async function withPool<T>(use: (pool: WorkerPool<Toy, number>, deaths: string[]) => Promise<T>): Promise<T> {
  const deaths: string[] = [];
  const onDeath = (reason: string) => deaths.push(reason);
  const pool = await nodeWorkerPool<Toy, number>({ workers: 2, entry, setUp: { factor: 1 }, onDeath });
  try {
    return await use(pool, deaths);
  } finally {
    await pool.close();
  }
}

function refuseToMerge(): never {
  throw new Error("cannot merge");
}

describe("answers", () => {
  it.each([1, 2, 7])("come in the order of the tasks from %d threads", async (workers) => {
    const pool = await nodeWorkerPool<Toy, number>({ workers, entry, setUp: { factor: 2 } });
    try {
      const expected = Array.from({ length: 50 }, (_, i) => [i, 2 * i]);
      expect(await answersOf(pool, doubles(50))).exactly(expected);
      expect(await answersOf(pool, doubles(50))).exactly(expected);
    } finally {
      await pool.close();
    }
  });

  it("come in the order of the tasks from this thread", async () => {
    const pool = inlineWorkerPool((task: Toy) => 2 * (task.value ?? 0));
    expect(await answersOf(pool, doubles(3))).exactly([
      [0, 0],
      [1, 2],
      [2, 4],
    ]);
  });

  it("that are early wait for those before them", () => {
    const seen: string[] = [];
    const answer = inTaskOrder<string>((text) => seen.push(text));
    answer("c", 2);
    answer("b", 1);
    expect(seen).exactly([]);
    answer("a", 0);
    expect(seen).exactly(["a", "b", "c"]);
  });

  it("are none for no tasks", async () => {
    const pool = await nodeWorkerPool<Toy, number>({ workers: 2, entry, setUp: {} });
    expect(await answersOf(pool, [])).exactly([]);
    await pool.close();
  });
});

describe("trouble", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rekindle-pool-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("a task that throws ends the run with its error, and is not tried again", async () => {
    await withPool(async (pool, deaths) => {
      const tasks: Toy[] = [...doubles(3), { kind: "throw" }, ...doubles(3)];
      await expect(answersOf(pool, tasks)).rejects.toMatchObject({ name: "RangeError", message: "told to throw" });
      expect(deaths).exactly([]);
    });
  });

  it("a thread that dies is reported, and its task done by another", async () => {
    await withPool(async (pool, deaths) => {
      const mark = join(folder, "mark");
      const tasks: Toy[] = [...doubles(5), { kind: "dieOnce", value: 5, mark }, { kind: "double", value: 6 }];
      expect(await answersOf(pool, tasks)).exactly([0, 1, 2, 3, 4, 5, 6].map((i) => [i, i]));
      expect(existsSync(mark)).exactly(true);
      expect(deaths).exactly(["it ended"]);
    });
  });

  it.each<["die" | "crash", string]>([
    ["die", "it ended"],
    ["crash", "told to crash"],
  ])("a task that kills every thread (%s) ends the run", async (kind, reason) => {
    await withPool(async (pool, deaths) => {
      const run = answersOf(pool, [...doubles(3), { kind }, ...doubles(3)]);
      await expect(run).rejects.toMatchObject({ name: "WorkerDied" });
      expect(deaths).exactly([reason, reason]);
    });
  });

  it("an aborted run ends within a second, though a thread hangs", async () => {
    await withPool(async (pool) => {
      const controller = new AbortController();
      const run = answersOf(pool, [{ kind: "hang" }, { kind: "hang" }], controller.signal);
      const started = process.hrtime.bigint();
      setTimeout(() => controller.abort(new Error("enough")), 100);
      await expect(run).rejects.toThrow("enough");
      expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(1.1);
    });
  });

  it("an error of the one who takes the answers ends the run", async () => {
    await withPool(async (pool) => {
      await expect(pool.run(doubles(4), { onAnswer: refuseToMerge })).rejects.toThrow("cannot merge");
    });
  });

  it("a run in this thread stops between tasks", async () => {
    const controller = new AbortController();
    const pool = inlineWorkerPool((task: Toy) => {
      if (task.value === 2) controller.abort(new Error("enough"));
      return 0;
    });
    const seen: number[] = [];
    const run = pool.run(doubles(10), { onAnswer: (_, index) => seen.push(index), signal: controller.signal });
    await expect(run).rejects.toThrow("enough");
    expect(seen).exactly([0, 1, 2]);
  });

  it("a run that was aborted before it began does nothing", async () => {
    await withPool(async (pool) => {
      await expect(answersOf(pool, doubles(2), AbortSignal.abort(new Error("no")))).rejects.toThrow("no");
    });
  });
});
