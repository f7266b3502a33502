import type { Library } from "@rekindle/evidence";
import type { PoolParts } from "@rekindle/evidence";
import { pool, selectCounts } from "@rekindle/evidence";
import type { Issue } from "@rekindle/stats";
import { nearestName } from "@rekindle/stats";
import { below, issuesThrown } from "./medical-rules.ts";
import { entriesAt, recordOf } from "./plain-record.ts";
import { type Scenario, selectionOf } from "./scenario-schema.ts";

/** A prior that is taken from a pool needs one of restoration, by genotype. */
export function priorIssues(raw: unknown): readonly Issue[] {
  const { from } = recordOf(recordOf(recordOf(raw)["population"])["restoration"]);
  if (typeof from !== "string") return [];
  const path = ["population", "restoration", "from"];
  const pools = entriesAt(recordOf(raw)["evidence"], "pools");
  const found = pools.find(([id]) => id === from);
  if (found === undefined) {
    const ids = pools.map(([id]) => id);
    const near = nearestName(from, ids);
    const list = ids.length === 0 ? "the scenario has no pools" : `pools: ${ids.join(", ")}`;
    const hint = near === undefined ? list : `did you mean ${near}? ${list}`;
    return [{ kind: "unknownPool", path, message: `there is no pool ${JSON.stringify(from)}`, hint }];
  }
  const { endpoint, by } = recordOf(found[1]);
  if (recordOf(endpoint)["kind"] !== "restoration" || by !== "genotype") {
    const message = `the pool ${JSON.stringify(from)} is not one of restoration by genotype`;
    return [{ kind: "poolDoesNotFit", path, message, hint: "endpoint: { kind: restoration } and by: genotype" }];
  }
  return [];
}

/** Counts that every model can pool: what goes wrong with them is wrong with the options. */
export const easyCounts = [4, 5, 6, 7].map((events) => ({ id: `${events}`, label: `${events}`, events, n: 12 }));

/** What is wrong with the choices of estimators and intervals in the eyes of the evidence room. */
export function modelIssues(raw: unknown, parts: PoolParts): readonly Issue[] {
  return entriesAt(recordOf(raw)["evidence"], "pools").flatMap(([id, written]) =>
    poolModelIssues(written, ["evidence", "pools", id], parts),
  );
}

/** The same of one pool, which stands at a path. */
export function poolModelIssues(written: unknown, path: Issue["path"], parts: PoolParts): readonly Issue[] {
  return (["binomialNormal", "inverseVariance"] as const).flatMap((model) =>
    entriesAt(written, model).flatMap(([choice, value]) =>
      below(
        [...path, model],
        issuesThrown(() => pool(easyCounts, { [choice]: value, model, parts })),
      ),
    ),
  );
}

/** What the pools ask for and the evidence does not have, or has only as a mixture. */
export function selectionIssues(scenario: Scenario, library: Library): readonly Issue[] {
  return Object.entries(scenario.evidence?.pools ?? {}).flatMap(([id, recipe]) =>
    below(
      ["evidence", "pools", id],
      issuesThrown(() => selectCounts(library, selectionOf(recipe))),
    ),
  );
}
