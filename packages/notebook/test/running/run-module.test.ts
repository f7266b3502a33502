import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runModule } from "../../src/running/run-module.ts";
import { makeDesk } from "../notebooks.ts";

let desk: ReturnType<typeof makeDesk>;
beforeAll(() => {
  desk = makeDesk();
});
afterAll(() => desk.clear());

let modules = 0;
const limits = { seconds: 20, printedPerCell: 500, shownPerCell: 50_000 };

/** Runs code as the first cell of a module. */
async function run(code: string, changes: Partial<typeof limits> = {}) {
  const module = desk.write(
    `cell-${++modules}.mjs`,
    `const n = globalThis[Symbol.for("rekindle.notebook")];\nawait n.begin(0);\n${code}\nawait n.finish();`,
  );
  const ended = await runModule(module, {
    folder: desk.folder,
    limits: { ...limits, ...changes },
    signal: new AbortController().signal,
  });
  return ended.kind === "finished" ? ended.outputsOf(0) : ended;
}

describe("a module of cells", () => {
  it("tells what is printed and shown, in order", async () => {
    const outputs = await run(
      'console.log("a"); process.stdout.write("b\\n"); console.error("c"); await n.result(Promise.resolve([1, "x"]));',
    );
    expect(outputs).exactly([
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "stream", name: "stderr", text: "c\n" },
      { output_type: "execute_result", data: { "text/plain": "[ 1, 'x' ]" }, metadata: {}, execution_count: null },
    ]);
  });

  it("sees nothing of the machine's zone, language and colours", async () => {
    const code =
      'await n.result([process.env.TZ, new Date(0).toString(), (1234.5).toLocaleString(), process.env.FORCE_COLOR].join("; "));';
    const before = { ...process.env };
    Object.assign(process.env, { TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8", LANG: "de_DE.UTF-8", FORCE_COLOR: "3" });
    try {
      const [output] = (await run(code)) as readonly { readonly data: object }[];
      expect(output?.data).exactly({
        "text/plain": "UTC; Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time); 1,234.5; ",
      });
    } finally {
      for (const name of ["TZ", "LC_ALL", "LANG", "FORCE_COLOR"]) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  it.each([
    ["prints without end", 'for (;;) console.log("x");', "printed more than 500 characters, and was stopped"],
    [
      "prints without a line's end",
      'console.log("x".repeat(1e7));',
      "showed more than 50,000 characters at once, and was stopped",
    ],
    [
      "shows too much",
      'for (;;) await n.show(Promise.resolve({ data: { "text/plain": "x".repeat(1000) }, metadata: {} }));',
      "showed more than 50,000 characters of outputs, and was stopped",
    ],
    ["awaits what never comes", "await new Promise(() => {});", "awaits something that never comes"],
    [
      "replaces what is global",
      'JSON.stringify = () => "oops"; globalThis.process = undefined; (await import("node:fs")).writeSync(3, "oops\\n");',
      "wrote among the outputs something that is none, and was stopped",
    ],
    ["ends the process", "process.exit(0);", "ended the process with code 0"],
    ["kills the process", 'process.kill(process.pid, "SIGKILL"); for (;;) {}', "the process died (SIGKILL)"],
  ])("is stopped when it %s", async (_, code, reason) => {
    expect(await run(code)).exactly({ kind: "failed", cell: 0, reason });
  });

  it("is stopped when it never comes back", async () => {
    const ended = await run("for (;;) {}", { seconds: 1 });
    expect(ended).toMatchObject({ kind: "failed", reason: "did not finish within 1 seconds" });
  });

  it("throws what nobody awaited", async () => {
    const ended = await run('void Promise.reject(new TypeError("lost"));');
    expect(ended).toMatchObject({ kind: "failed", cell: 0, reason: expect.stringContaining("TypeError: lost") });
  });

  it("shows nothing that is no form", async () => {
    const ended = await run('await n.result({ [Symbol.for("Jupyter.display")]: () => null });');
    expect(ended).toMatchObject({ kind: "failed", cell: 0, reason: expect.stringContaining("shows itself as null") });
  });

  it("does not pass over what is written past the console", async () => {
    const ended = await run('(await import("node:fs")).writeSync(1, "raw");');
    expect(ended).toMatchObject({ kind: "failed", reason: expect.stringContaining("raw") });
  });
});
