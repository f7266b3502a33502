import { describe, expect, it } from "vitest";
import {
  coxRegression,
  createLogRankWorkspace,
  cumulativeIncidence,
  intervalLogRank,
  InvalidInput,
  logRankTest,
  logRankTrendTest,
  sortForLogRank,
  sumLogRank,
} from "../../src/index.ts";

/** Callers in JavaScript have no compiler: what is missing or no number is named, not turned into something. */
const foreign = (value: unknown): never => value as never;
const times = [1, 2, 3, 4];
const events = [1, 1, 0, 1];
const groups = [0, 1, 0, 1];
const weight = { kind: "logRank" } as const;
const texts = ["1", "2", "3", "4"];

describe("arguments from callers without types", () => {
  it.each([
    [/times.0: 1 is out of range/, () => logRankTest({ times: foreign(texts), events, groups }, { weight })],
    [/events.0: true/, () => logRankTest({ times, events: foreign([true, true, false, true]), groups }, { weight })],
    [/groups.0/, () => logRankTest({ times, events, groups: foreign(["0", "1", "0", "1"]) }, { weight })],
    [/no column of groups/, () => logRankTest(foreign({ times, events }), { weight })],
    [/there are no patients/, () => logRankTest(foreign({ events, groups }), { weight })],
    [/weight: undefined/, () => logRankTest({ times, events, groups }, foreign({}))],
    [/below 1000/, () => logRankTest({ times, events, groups: [0, 9999, 0, 1] }, { weight })],
    [/there are no scores/, () => logRankTrendTest({ times, events, groups }, foreign({ weight }))],
    [/no column of groups/, () => intervalLogRank(foreign({ left: [0, 1], right: [1, 2] }), { scores: "sun" })],
    [/left.0/, () => intervalLogRank({ left: foreign(["0", 1]), right: [1, 2], groups: [0, 1] }, { scores: "sun" })],
    [
      /times.0/,
      () => cumulativeIncidence({ times: foreign(texts), causes: events }, { interval: "plain", level: 0.9 }),
    ],
    [
      /x.0: 1 is out of range/,
      () =>
        coxRegression(
          { times, events, covariates: { x: foreign(texts) } },
          { ties: "efron", variance: { kind: "model" }, level: 0.95 },
        ),
    ],
    [
      /must be a Float64Array/,
      () =>
        sortForLogRank(
          createLogRankWorkspace({ patients: 4, strata: 1 }),
          foreign({ patients: 4, times, events, groups }),
        ),
    ],
    [/weight: undefined/, () => sumLogRank(createLogRankWorkspace({ patients: 4, strata: 1 }), foreign(undefined))],
  ])("%s", (message, call) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });
});
