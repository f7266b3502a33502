import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(root, "packages/cli/dist/main.js");

if (!existsSync(program)) throw new Error("The command line is not built: run npx tsc -b first.");

/** How a spawned command ended. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the interruption, or else the start, to the end. */
  readonly seconds: number;
}

export interface SpawnOptions {
  readonly cwd?: string;
  /** As this user instead of the one who runs the tests. */
  readonly user?: number;
  /** Flags of Node. */
  readonly nodeFlags?: readonly string[];
  /** Sends SIGINT when standard error matches. */
  readonly interruptAt?: RegExp;
}

/** Runs the built command line as a user would. */
export function rekindle(args: readonly string[], options: SpawnOptions = {}): Promise<Ending> {
  const { cwd, user, nodeFlags = [], interruptAt } = options;
  return new Promise((resolve, reject) => {
    let from = process.hrtime.bigint();
    const child = spawn(process.execPath, [...nodeFlags, program, ...args], {
      ...(cwd === undefined ? {} : { cwd }),
      ...(user === undefined ? {} : { uid: user, gid: user }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    let isInterrupted = false;
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString("utf8");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString("utf8");
      if (interruptAt === undefined || isInterrupted || !interruptAt.test(stderr)) return;
      isInterrupted = true;
      from = process.hrtime.bigint();
      child.kill("SIGINT");
    });
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, stdout, stderr, seconds: Number(process.hrtime.bigint() - from) / 1e9 });
    });
  });
}

/** No evidence and no trial: it runs in a moment and still draws a figure. */
const SMALL = `
schema: 1
title: Two protocols
question: What does radioiodine add?
population: { genotypes: { RAS: 1 }, restoration: { RAS: { kind: point, value: 0.7 } } }
arms:
  control: { title: Drug, drugs: [{ drug: trametinib }], durationDays: 42, activity: { kind: none } }
  experimental:
    { title: Both, drugs: [{ drug: trametinib }], durationDays: 42, activity: { kind: fixed, activityGBq: 5.5 } }
cohort: { patients: 100 }
replicates: 2
seed: 7
`;

/** With more trials than anyone waits for when the replicates are raised. */
const LONG = `
trials:
  response:
    title: Response
    endpoint: { kind: objectiveResponse, atDay: 183 }
    test: { kind: riskDifference }
    design: { kind: fixed, alpha: 0.025, sided: 1 }
    patients: 120
    enrolment: { kind: steady, patientsPerDay: 0.2 }
`;

/** A folder with copies of the demo and its evidence, the demo with fewer replicates and virtual patients. */
export function makeDesk(replicates: number) {
  const folder = mkdtempSync(join(tmpdir(), "rekindle-apps-"));
  mkdirSync(join(folder, "evidence"));
  const scenarios = join(root, "scenarios");
  cpSync(join(scenarios, "evidence/studies.yaml"), join(folder, "evidence/studies.yaml"));
  const demo = readFileSync(join(scenarios, "drug-plus-radioiodine.yaml"), "utf8")
    .replace(/replicates: \d+/, `replicates: ${replicates}`)
    .replace(/patients: 10000/, "patients: 300");
  writeFileSync(join(folder, "demo.yaml"), demo);
  writeFileSync(join(folder, "small.yaml"), SMALL);
  writeFileSync(join(folder, "long.yaml"), `${SMALL}${LONG}`);
  return {
    folder,
    path: (...names: readonly string[]): string => join(folder, ...names),
    clear: (): void => rmSync(folder, { recursive: true, force: true }),
  };
}

export type Desk = ReturnType<typeof makeDesk>;

/** Every file below a folder with its bytes. */
export function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder, { recursive: true }).map(String).toSorted();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
}
