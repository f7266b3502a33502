import { type ReplayedTrial, readableJson, replayTrial } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadScenario, soundOrFail } from "../files/load.ts";
import { refusedUse } from "../refused-use.ts";
import type { RunFlags } from "../run-options.ts";
import { withFlags } from "../run-options.ts";
import type { Surroundings } from "../surroundings.ts";
import { significantText } from "../terminal/number-text.ts";
import { textTable } from "../terminal/text-table.ts";

export interface ReplayFlags extends Pick<RunFlags, "seed" | "json"> {
  readonly trial?: string;
  readonly replicate: number;
  readonly null?: true;
  readonly condition?: Readonly<Record<string, string>>;
}

/** `rekindle replay <scenario>`: one simulated trial in full, exactly as it is in the run. */
export async function runReplay(path: string, flags: ReplayFlags, { stdout }: Surroundings): Promise<ExitCode> {
  const { seed } = flags;
  const loaded = withFlags(soundOrFail(await loadScenario(path)), seed === undefined ? {} : { seed });
  const { trial, replicate, condition } = flags;
  const request = {
    replicate,
    hypothesis: flags.null === true ? "null" : "alternative",
    ...(trial === undefined ? {} : { trial }),
    ...(condition === undefined ? {} : { condition: valuesOf(condition) }),
  } as const;
  const replayed = refusedUse(() =>
    replayTrial(loaded.scenario, request, loaded.library === undefined ? {} : { library: loaded.library }),
  );
  stdout.write(flags.json === true ? readableJson(replayed) : replayText(replayed));
  return exitCodes.fine;
}

/** Numbers are written as numbers, as in the scenario. */
function valuesOf(condition: Readonly<Record<string, string>>): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    Object.entries(condition).map(([path, text]) => [path, Number.isFinite(Number(text)) ? Number(text) : text]),
  );
}

function replayText({ title, hypothesis, condition, replicate, looks, patients, rejected }: ReplayedTrial): string {
  const under = Object.entries(condition).map(([path, value]) => `, ${path} = ${value}`);
  const words = hypothesis === "null" ? "null hypothesis" : "alternative";
  const lookRows = looks.map((look, k) => [
    String(k + 1),
    look.calendarDay.toFixed(1),
    String(look.patientsEnrolled),
    String(look.patientsAnalysed),
    String(look.events),
    look.result.kind === "tested" ? look.result.z.toFixed(4) : "-",
    look.result.kind === "tested" ? significantText(look.result.estimate) : look.result.reason,
    look.decision,
  ]);
  const patientRows = patients.map((patient, i) => [
    String(i + 1),
    patient.arm,
    patient.stratum,
    patient.enrolmentDay.toFixed(1),
    flag(patient.evaluable),
    flag(patient.response),
    patient.timeDays === undefined ? "-" : patient.timeDays.toFixed(1),
    flag(patient.event),
  ]);
  const lookHeads = ["look", "day", "enrolled", "analysed", "events", "z", "estimate", "decision"];
  const patientHeads = ["patient", "arm", "stratum", "enrolled on day", "evaluable", "response", "time, days", "event"];
  return [
    `${title}: replicate ${replicate} under the ${words}${under.join("")}; ${rejected ? "rejects" : "does not reject"} the null hypothesis\n`,
    textTable(lookHeads, lookRows),
    textTable(patientHeads, patientRows, { left: ["arm", "stratum"] }),
  ].join("\n");
}

function flag(value: boolean | undefined): string {
  return value === undefined ? "-" : value ? "yes" : "no";
}
