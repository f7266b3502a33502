// Collects what the tests compared, requirement by requirement, for the validation page.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";

function join(into, comparisons) {
  for (const [kind, { count, largest }] of Object.entries(comparisons)) {
    const before = into[kind] ?? { count: 0, largest: 0 };
    into[kind] = { count: before.count + count, largest: Math.max(before.largest, largest) };
  }
}

export default class ValidationReporter {
  #root = "";

  onInit(vitest) {
    this.#root = vitest.config.root;
  }

  onTestRunEnd(modules) {
    const rows = new Map();
    for (const module of modules) {
      const file = relative(this.#root, module.moduleId).replaceAll("\\", "/");
      for (const test of module.children.allTests("passed")) {
        const { validates, comparisons } = test.meta();
        if (validates === undefined || comparisons === undefined) continue;
        const key = `${file}: ${validates.requirement}`;
        if (!rows.has(key)) rows.set(key, { file, validates, comparisons: {} });
        join(rows.get(key).comparisons, comparisons);
      }
    }
    const record = process.env["VALIDATION_RECORD"];
    mkdirSync(dirname(record), { recursive: true });
    writeFileSync(record, JSON.stringify([...rows.values()]));
  }
}
