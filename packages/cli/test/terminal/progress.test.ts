import { describe, expect, it } from "vitest";
import { duration, progressText, showProgress } from "../../src/terminal/progress.ts";

function stream(isTerminal: boolean) {
  const written: string[] = [];
  let time = 0;
  return {
    written,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    isTerminal,
    columns: 80,
    write: (text: string) => written.push(text),
    now: () => time,
  };
}

describe("progressText", () => {
  it("says how far, how fast and how long still", () => {
    expect(progressText({ label: "trials", unit: "replicates", done: 9000, total: 20000, seconds: 9 })).exactly(
      "trials: 45 % (9,000 of 20,000 replicates), 1,000 per second, 11 s left",
    );
  });

  it("says how long it took at the end", () => {
    expect(progressText({ label: "trials", unit: "replicates", done: 200, total: 200, seconds: 100 })).exactly(
      "trials: 100 % (200 of 200 replicates), 2 per second, took 1 min 40 s",
    );
  });

  it("promises nothing at the beginning", () => {
    expect(progressText({ label: "trials", unit: "replicates", done: 0, total: 5, seconds: 0 })).exactly(
      "trials: 0 % (0 of 5 replicates)",
    );
  });
});

describe("duration", () => {
  it.each([
    [0.2, "0 s"],
    [59.4, "59 s"],
    [59.6, "1 min 0 s"],
    [125, "2 min 5 s"],
    [12000, "3 h 20 min"],
  ])("%d seconds", (seconds, text) => {
    expect(duration(seconds)).exactly(text);
  });
});

describe("showProgress", () => {
  it("redraws one line on a terminal, and not too often", () => {
    const terminal = stream(true);
    const progress = showProgress(terminal, { label: "trials", unit: "replicates" });
    for (let done = 0; done <= 100; done++) {
      progress.update(done, 100);
      terminal.pass(10);
    }
    progress.end();
    expect(terminal.written.length).exactly(12);
    expect(terminal.written.slice(0, -1).every((text) => text.startsWith("\r\u001b[2K"))).exactly(true);
    expect(terminal.written.slice(0, -1).every((text) => !text.includes("\n") && text.length < 90)).exactly(true);
    expect(terminal.written.at(-1)).exactly("\n");
  });

  it("writes plain lines elsewhere: one soon, then every five seconds and at the end", () => {
    const log = stream(false);
    const progress = showProgress(log, { label: "trials", unit: "replicates" });
    for (let done = 0; done <= 12; done++) {
      progress.update(done, 12);
      log.pass(1000);
    }
    progress.end();
    expect(log.written).exactly([
      "trials: 8 % (1 of 12 replicates), 1 per second, 11 s left\n",
      "trials: 50 % (6 of 12 replicates), 1 per second, 6 s left\n",
      "trials: 91 % (11 of 12 replicates), 1 per second, 1 s left\n",
      "trials: 100 % (12 of 12 replicates), 1 per second, took 12 s\n",
    ]);
    expect(log.written.join("")).not.toContain("\u001b");
  });
});
