import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parameterTable } from "@rekindle/cohort";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { root } from "../architecture/rooms.ts";

/** The evidence table of parameters is sound, and the model's numbers are those of its rows. */
const counts = z.strictObject({ events: z.int().min(0), n: z.int().positive() }).refine(({ events, n }) => events <= n);
const single = z.union([z.number(), z.string(), counts]);
const value = z.union([single, z.array(single), z.record(z.string(), z.union([single, z.array(single)]))]);
const verification = z.enum(["primary", "registry", "secondary", "derived", "unverified", "assumption"]);
const fileSchema = z.strictObject({
  schema: z.literal(1),
  title: z.string(),
  compiled: z.iso.date(),
  verificationLevels: z.record(verification, z.string()),
  conventions: z.record(z.string(), z.string()),
  weaknesses: z.array(z.string()),
  sources: z.record(
    z.string(),
    z.strictObject({
      cite: z.string(),
      pmid: z.int().optional(),
      pmcid: z.string().optional(),
      doi: z.string().startsWith("10.").optional(),
      url: z.url().optional(),
      seen: z.string(),
    }),
  ),
  parameters: z.array(
    z.strictObject({
      id: z.string().regex(/^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/),
      description: z.string().min(3),
      value: value.optional(),
      distribution: z.string().optional(),
      unit: z.string().min(1),
      population: z.string().min(1),
      sources: z.array(z.string()),
      verification,
      note: z.string().optional(),
    }),
  ),
});

const file = fileSchema.parse(parse(readFileSync(join(root, "scenarios/evidence/parameters.yaml"), "utf8")));
const rows = new Map(file.parameters.map((row) => [row.id, row]));

/** Every number that a row states: in its value, counts as shares, and in the words of its distribution and note. */
function numbersOf(id: string): readonly number[] {
  const { value: stated, distribution = "", note = "" } = rows.get(id)!;
  const text = typeof stated === "string" ? stated : "";
  const words = [...`${text} ${distribution} ${note}`.matchAll(/\d+(?:\.\d+)?/g)].map(([found]) => Number(found));
  return [...numbersIn(stated), ...words];
}

function numbersIn(stated: unknown): readonly number[] {
  if (typeof stated === "number") return [stated];
  if (typeof stated !== "object" || stated === null) return [];
  if ("events" in stated && "n" in stated) return [Number(stated.events) / Number(stated.n)];
  return Object.values(stated).flatMap(numbersIn);
}

describe("the parameter table", () => {
  it("names each row once and only sources it lists", () => {
    expect(rows.size).exactly(file.parameters.length);
    const unknown = file.parameters.flatMap(({ id, sources }) =>
      sources.filter((source) => !Object.hasOwn(file.sources, source)).map((source) => `${id}: ${source}`),
    );
    expect(unknown).exactly([]);
  });

  it("gives a source for whatever was seen", () => {
    const seen = file.parameters.filter((row) => ["primary", "registry", "secondary"].includes(row.verification));
    expect(
      seen.filter(({ sources, unit }) => sources.length === 0 && unit !== "structure").map(({ id }) => id),
    ).exactly([]);
  });
});

describe("the model's parameters", () => {
  const used = parameterTable();

  it("belong to rows of the table, at most as well verified as those", () => {
    expect(used.filter(({ row }) => !rows.has(row)).map(({ row }) => row)).exactly([]);
    // What the table derives or assumes, the model cannot have seen.
    const weaker = ["primary", "registry", "secondary", "derived", "unverified", "assumption"];
    const better = used.filter(
      ({ row, verification: level }) => weaker.indexOf(level) < weaker.indexOf(rows.get(row)!.verification),
    );
    expect(better.map(({ name, row }) => `${name} (${row})`)).exactly([]);
  });

  it("are numbers their rows state, but for those that MODEL.md says are set otherwise", () => {
    const departures = new Set([
      // Tuned: MODEL.md, section 6.
      "clearanceDays",
      "lesionDiameterMm",
      // 0.1 per week, in days; the part of a SD of 0.90 that dedifferentiation does not explain.
      "shrinkageRatePerDay",
      "growthSd",
      // Pooled from the counts of five trials.
      "evaluableShare",
    ]);
    const differing = used.filter(
      ({ name, row, value: number }) => !departures.has(name) && !numbersOf(row).includes(number),
    );
    expect(differing.map(({ name, row, value: number }) => `${name}: ${number} (${row})`)).exactly([]);
  });
});
