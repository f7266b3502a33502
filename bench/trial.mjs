// Speed of the trial engine on the jobs of the performance study, through the public API: node bench/trial.mjs [replicates]
// J4: 2 × 150 with a delayed effect, MaxCombo of three weights, on one calendar day.
// J1: stratified survival trial of 2 × 100 patients, looks at 78 and 130 events. J2: 2 × 60 patients, response.
import {
  bernoulli,
  blockCount,
  describe,
  exponential,
  mergeBlocks,
  planTrial,
  simulateBlock,
  survivalCurves,
} from "../packages/trial/dist/index.js";
import { parseSeed } from "../packages/stats/dist/index.js";

const replicates = Number(process.argv[2] ?? 100_000);
const seed = parseSeed(1);
const month = 30.4375;
const perDay = (medianMonths) => Math.LN2 / (medianMonths * month);
const stratum = (name) => ({
  name,
  weight: 1,
  controlHazardPerDay: perDay(6),
  experimentalHazardPerDay: perDay(12),
});

const j1 = {
  spec: {
    patients: 200,
    enrolment: { kind: "uniform", durationDays: 24 * month },
    allocation: { kind: "stratifiedPermutedBlocks", ratio: [1, 1], blockSize: 4 },
    endpoint: { kind: "timeToEvent", followUpDays: 200 * month },
    test: { kind: "stratifiedLogRank" },
    design: {
      kind: "groupSequential",
      alpha: 0.025,
      sided: 1,
      looks: [{ when: { kind: "events", events: 78 } }, { when: { kind: "events", events: 130 } }],
      spending: { kind: "lanDeMetsOBrienFleming" },
    },
    replicates,
  },
  outcomes: exponential(
    {
      kind: "exponential",
      strata: [stratum("first"), stratum("second")],
      dropoutHazardPerDay: -Math.log(0.95) / (12 * month),
    },
    seed,
  ),
};

const j2 = {
  spec: {
    patients: 120,
    enrolment: { kind: "steady", patientsPerDay: 0.4 },
    allocation: { kind: "permutedBlocks", ratio: [1, 1], blockSize: 4 },
    endpoint: { kind: "response", atDay: 183 },
    test: { kind: "riskDifference" },
    design: { kind: "fixed", alpha: 0.05, sided: 2 },
    replicates,
  },
  outcomes: bernoulli(
    { kind: "bernoulli", strata: [{ name: "all", weight: 1, control: 0.15, experimental: 0.35 }] },
    seed,
  ),
};

const hazardPerDay = Math.LN2 / (12 * month);
const piecewise = (...hazards) => ({ kind: "piecewise", hazards });
const j4 = {
  spec: {
    patients: 300,
    enrolment: { kind: "uniform", durationDays: 12 * month },
    allocation: { kind: "permutedBlocks", ratio: [1, 1], blockSize: 4 },
    endpoint: { kind: "timeToEvent", followUpDays: 200 * month },
    test: {
      kind: "maxCombo",
      weights: [
        { kind: "logRank" },
        { kind: "flemingHarrington", rho: 0, gamma: 1 },
        { kind: "flemingHarrington", rho: 1, gamma: 0 },
      ],
    },
    design: { kind: "fixed", alpha: 0.025, sided: 1, when: { kind: "calendarDay", day: 36 * month } },
    replicates: Math.ceil(replicates / 10),
  },
  outcomes: survivalCurves(
    {
      kind: "survivalCurves",
      strata: [
        {
          name: "all",
          weight: 1,
          control: piecewise({ fromDay: 0, hazardPerDay }),
          experimental: piecewise(
            { fromDay: 0, hazardPerDay },
            { fromDay: 4 * month, hazardPerDay: 0.6 * hazardPerDay },
          ),
        },
      ],
    },
    seed,
  ),
};

for (const { name, job, expected } of [
  { name: "J1", job: j1, expected: "tuned JS of the study 10.3-11.5, scalar C 4.6-4.8, rpact 89-141" },
  { name: "J2", job: j2, expected: "tuned JS of the study .18-.19, scalar C .09, rpact 10.8-14; exact power .735350" },
  { name: "J4", job: j4, expected: "scalar C of the study 8.6 (with the restricted mean), plain JS 16" },
]) {
  const trial = planTrial(job.spec, { outcomes: job.outcomes, seed });
  const times = [];
  const summaries = [];
  for (let block = 0; block < blockCount(trial); block++) {
    const before = process.cpuUsage();
    summaries.push(simulateBlock(trial, block));
    const used = process.cpuUsage(before);
    times.push((used.user + used.system) / summaries.at(-1).replicates);
  }
  times.sort((a, b) => a - b);
  const { rejected, expectedPatients, expectedDurationDays, looks } = describe(mergeBlocks(summaries));
  const micro = (share) => times[Math.floor(share * (times.length - 1))].toFixed(2);
  process.stdout.write(`${name}: ${micro(0.5)} µs per trial (best ${micro(0)}); ${expected}\n`);
  process.stdout.write(
    `    rejected ${rejected.value.toFixed(4)} ± ${rejected.standardError.toFixed(4)}, stopped at the first look ` +
      `${looks[0].stoppedForEfficacy.value.toFixed(4)}, patients ${expectedPatients.value.toFixed(1)}, ` +
      `months ${(expectedDurationDays.value / month).toFixed(2)}\n`,
  );
}
