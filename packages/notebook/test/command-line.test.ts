import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { interruptible, ipynb, makeDesk, notebooks } from "./notebooks.ts";

let desk: ReturnType<typeof makeDesk>;
beforeAll(() => {
  desk = makeDesk();
});
afterAll(() => desk.clear());

describe("notebooks", () => {
  it("runs and checks a notebook", async () => {
    const source = ipynb([
      ["markdown", "# Title"],
      'import { basename } from "node:path";\nconst a: number = 2;\nconsole.log(basename("x/two"));',
      "a * 2",
    ]);
    const path = desk.write("good.ipynb", source);
    expect(await notebooks("run", path)).exactly({
      exitCode: 0,
      written: `${path}: ran; outputs written\n`,
      complained: "",
    });
    const written = desk.read("good.ipynb");
    expect(await notebooks("check", path)).exactly({
      exitCode: 0,
      written: `${path}: types and outputs are right\n`,
      complained: "",
    });

    const changed = desk.write("good.ipynb", written.replace('"4"', '"5"'));
    const { exitCode, complained } = await notebooks("check", changed);
    expect(exitCode).exactly(1);
    expect(complained).exactly(
      `${path}: cell 3 [2], output 1: text/plain differs\n    - 5\n    + 4\n${path}: if that is meant, run: notebooks run ${path}\n`,
    );
    expect(desk.read("good.ipynb")).exactly(written.replace('"4"', '"5"'));
    expect(desk.names()).exactly(["good.ipynb"]);
  });

  it("names the cell and the line of what is wrong, and writes nothing", async () => {
    const types = desk.write("types.ipynb", ipynb(["const a: number =\n  'x';", "  late();", "function late() {}"]));
    const throws = desk.write(
      "throws.ipynb",
      ipynb([
        ["markdown", "text"],
        "interface Q { a: 1 }\nconst f = () => {\n  throw new Error('no good');\n};",
        "f()",
      ]),
    );
    const before = [desk.read("types.ipynb"), desk.read("throws.ipynb")];
    const { exitCode, written, complained } = await notebooks("run", types, throws);
    expect({ exitCode, written }).exactly({ exitCode: 1, written: "" });
    expect(complained).toContain(
      `${types}: cell 1 [1] line 1 column 7: Type 'string' is not assignable to type 'number'. (TS2322)\n    const a: number =\n          ^\n`,
    );
    expect(complained).toContain(
      `${types}: cell 2 [2] line 1 column 3: Cannot find name 'late'. (TS2304)\n      late();\n      ^\n`,
    );
    expect(complained).toContain(`${throws}: cell 3 [2]: Error: no good\n    at f (cell 2 [1] line 3 column 9)\n`);
    expect([desk.read("types.ipynb"), desk.read("throws.ipynb")]).exactly(before);
    expect(desk.names().filter((name) => name.startsWith("."))).exactly([]);
  });

  it("leaves everything as it was when it is interrupted", async () => {
    const path = desk.write("endless.ipynb", ipynb(["for (;;) {}"]));
    const before = desk.read("endless.ipynb");
    const interruption = new AbortController();
    const ended = interruptible(["run", path], interruption.signal);
    setTimeout(() => interruption.abort(), 1500);
    expect(await ended).exactly({ exitCode: 130, written: "", complained: "Interrupted; nothing was written.\n" });
    expect(desk.read("endless.ipynb")).exactly(before);
    expect(desk.names().filter((name) => name.startsWith("."))).exactly([]);
  });

  it("refuses files that are no notebooks, and folders without any", async () => {
    const broken = desk.write("broken.ipynb", "{");
    mkdirSync(desk.path("empty"));
    const { exitCode, complained } = await notebooks("check", broken, desk.path("missing.ipynb"), desk.path("empty"));
    expect(exitCode).exactly(65);
    expect(complained).toContain(`${broken}: this is no JSON`);
    expect(complained).toContain("missing.ipynb: there is no such file or folder");
    expect(complained).toContain("there is no notebook in this folder");
  });

  it.each([
    [[], "No command is given."],
    [["walk"], 'There is no command "walk".'],
    [["toString"], 'There is no command "toString".'],
    [["run", "--fast"], "Unknown option '--fast'"],
    [["run", "--seconds", "0"], "--seconds is 0; it must be above 0"],
    [["run", "--seconds", "soon"], "--seconds is soon"],
  ])("refuses %j", async (args, complaint) => {
    const { exitCode, written, complained } = await notebooks(...args);
    expect({ exitCode, written }).exactly({ exitCode: 64, written: "" });
    expect(complained.startsWith(complaint), complained).exactly(true);
  });

  it("explains itself", async () => {
    expect(await notebooks("--help")).toMatchObject({ exitCode: 0, complained: "" });
  });
});
