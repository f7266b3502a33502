// Microseconds per virtual patient, one thread, and where they go. Build first (`tsc -b`), then: node bench/cohort.mjs
import { cohortOutcomeModel, createCatalogue } from "../packages/cohort/dist/index.js";
import { parseSeed } from "../packages/stats/dist/index.js";
import { createCourse } from "../packages/cohort/dist/model/follow-up.kernel.js";
import { prepareModel } from "../packages/cohort/dist/model/model.js";
import { createPeople } from "../packages/cohort/dist/model/people.kernel.js";
import { createTreatment } from "../packages/cohort/dist/model/radioiodine.kernel.js";
import { resolveParameters } from "../packages/cohort/dist/parameters/index.js";

const patients = 240;
const replicates = 2000;
const rounds = 5;
const drugs = [{ drug: "dabrafenib", genotypes: ["BRAF_V600E"] }, { drug: "trametinib" }];
const protocols = [
  { drugs, durationDays: 42, gate: { kind: "none" }, activity: { kind: "none" } },
  { drugs, durationDays: 42, gate: { kind: "none" }, activity: { kind: "fixed", activityGBq: 5.5 } },
];
const population = {
  namespace: "bench",
  genotypes: { BRAF_V600E: 0.47, RAS: 0.2, other: 0.33 },
  restoration: {
    BRAF_V600E: { kind: "point", value: 0.65 },
    RAS: { kind: "point", value: 0.8 },
    other: { kind: "point", value: 0.4 },
  },
};
const seed = parseSeed(1);
const arm = Uint8Array.from({ length: patients }, (_, i) => i % 2);

/** Median over rounds of this process's own CPU time per patient, after a warm-up. */
function microseconds(run) {
  for (let replicate = 0; replicate < replicates / 2; replicate++) run(replicate);
  const times = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    for (let replicate = 0; replicate < replicates; replicate++) run(replicate);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / replicates / patients;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
}

function report(label, time) {
  console.log(`${label.padEnd(44)} ${time.toFixed(3)} us per patient`);
}

const columns = {
  stratum: new Uint8Array(patients),
  evaluable: new Uint8Array(patients),
  response: new Uint8Array(patients),
  timeDays: new Float64Array(patients),
  event: new Uint8Array(patients),
};
for (const [label, schedule] of [
  ["fill: response at day 183", { responseAtDay: 183 }],
  ["fill: progression to day 730", { followUpDays: 730 }],
  ["fill: both", { followUpDays: 730, responseAtDay: 183 }],
]) {
  const { fill } = cohortOutcomeModel({ population, protocols, ...schedule }, seed, patients);
  report(
    label,
    microseconds((replicate) => fill({ replicate, patients, arm }, columns)),
  );
}

const setting = {
  population,
  protocols,
  catalogue: createCatalogue(),
  values: resolveParameters().value,
  schedule: { visitEveryDays: 56, followUpDays: 730, responseAtDay: 183 },
  parameterUncertainty: "fixed",
};
const model = prepareModel(setting, seed);
const people = createPeople(patients);
const treatment = createTreatment(patients);
const course = createCourse(patients);
report(
  "  genotypes",
  microseconds((replicate) => model.draw.genotypes({ replicate, first: 0, patients }, people.genotype)),
);
report(
  "  people, genotypes included",
  microseconds((replicate) => model.draw.people({ replicate, first: 0, patients }, people)),
);
const gains = model.gains(0);
for (const [k, label] of ["drug alone", "radioiodine"].entries()) {
  const table = model.courses[k];
  report(
    `  end of course, ${label}`,
    microseconds((replicate) => {
      for (let i = 0; i < patients; i++) model.treat(replicate, i, table, gains, people, treatment);
    }),
  );
  report(
    `  follow-up, ${label}`,
    microseconds((replicate) => {
      for (let i = 0; i < patients; i++) model.follow(replicate, i, table, people, treatment, Infinity, course);
    }),
  );
}
