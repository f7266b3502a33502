import { InvalidInput, type Issue } from "@rekindle/stats";
import { isRecord, numberFaults, wholeFaults } from "../faults.ts";

/** A column of the table under a published curve: patients at risk just before a time. */
export interface NumberAtRisk {
  readonly time: number;
  readonly patients: number;
}

/** In order of time, from time 0.
 * @throws InvalidInput with every bad row, for numbers that rise, and where the first is not at time 0. */
export function cleanAtRisk(rows: readonly NumberAtRisk[]): readonly NumberAtRisk[] {
  const issues = rows.flatMap((row, index): readonly Issue[] => {
    if (!isRecord(row)) return [{ kind: "wrongType", path: ["atRisk", index], message: "is no row" }];
    const least = row.time === 0 ? 1 : 0;
    return [
      ...numberFaults(row.time, "zeroOrMore", ["atRisk", index, "time"]),
      ...wholeFaults(row.patients, least, ["atRisk", index, "patients"]),
      ...(row.patients > MOST ? [tooMany(row.patients, index)] : []),
    ];
  });
  if (issues.length > 0) throw new InvalidInput(issues);
  const sorted = rows.toSorted((a, b) => a.time - b.time);
  if (sorted[0]?.time !== 0) {
    const message = sorted.length === 0 ? "there are no numbers at risk" : `the first is at time ${sorted[0]?.time}`;
    const hint = "the patients at time 0 are needed";
    throw new InvalidInput([{ kind: "missing", path: ["atRisk"], message, hint }]);
  }
  const wrong = sorted.flatMap(({ time, patients }, i): readonly Issue[] => {
    const before = sorted[i - 1];
    if (before === undefined) return [];
    const path = ["atRisk", rows.indexOf(sorted[i]!)];
    if (time === before.time) return [{ kind: "duplicate", path, message: `time ${time} is given twice` }];
    if (patients <= before.patients) return [];
    const message = `${patients} at risk at time ${time} after ${before.patients}`;
    return [{ kind: "notMonotone", path, message, hint: "numbers at risk cannot rise" }];
  });
  if (wrong.length > 0) throw new InvalidInput(wrong);
  return sorted;
}

const MOST = 1e6;

function tooMany(patients: number, index: number): Issue {
  const path = ["atRisk", index, "patients"];
  return { kind: "outOfRange", path, message: `patients is ${patients}`, hint: `at most ${MOST}` };
}
