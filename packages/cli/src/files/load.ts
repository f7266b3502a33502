import type { Analysis, CheckedText, Library, PlacedIssue, Scenario } from "@rekindle/scenario";
import {
  describeIssues,
  implausibleValues,
  parseAnalysis,
  parseEvidence,
  parseScenario,
  placeIssues,
} from "@rekindle/scenario";
import type { Issue } from "@rekindle/stats";
import { basename, dirname, isAbsolute, join } from "node:path";
import { exitCodes } from "../exit-codes.ts";
import { Failure } from "../foreseen.ts";
import { readInput } from "./read-input.ts";

/** A scenario with the evidence it names, and the texts they were read from. */
export interface LoadedScenario {
  /** The scenario's file as it was named. */
  readonly path: string;
  readonly scenario: Scenario;
  readonly library?: Library;
  readonly inputs: readonly InputFile[];
  /** Allowed values that nobody is likely to mean, each with its place. */
  readonly warnings: readonly (Issue | PlacedIssue)[];
}

/** A file that was read, by the name under which a manifest lists it: never a path of this machine. */
export interface InputFile {
  readonly name: string;
  readonly text: string;
}

/** Evidence files list studies; a scenario cannot. */
export function isEvidence(text: string): boolean {
  return /^(studies|sources|seedRanges)\s*:/m.test(text);
}

/** An analysis says so, or has pools of its own, which neither a scenario nor evidence has. */
export function isAnalysis(text: string): boolean {
  return /^kind\s*:\s*["']?analysis\b/m.test(text) || /^(pools|reproduces)\s*:/m.test(text);
}

/** Whether a file is a table of studies: anything but YAML, or YAML that is a list of rows. */
export function isSheet(path: string, text: string): boolean {
  const isYaml = /\.ya?ml$/i.test(path) || /^schema\s*:/m.test(text);
  if (!isYaml) return true;
  const first = text.split("\n").find((line) => !/^\s*(#.*|---\s*)?$/.test(line));
  return first !== undefined && /^\s*(-(\s|$)|\[)/.test(first);
}

/** Checks a scenario and the evidence it names, which lies relative to it. Problems of both are reported together. */
export async function loadScenario(path: string): Promise<CheckedText<LoadedScenario>> {
  const text = await readInput(path);
  if (isEvidence(text)) throw new Failure(evidenceForScenario(path), exitCodes.badInput);
  if (isAnalysis(text)) throw new Failure(analysisForScenario(path), exitCodes.badInput);
  const first = parseScenario(text, { fileName: path });
  const file = first.kind === "valid" ? first.value.evidence?.file : undefined;
  const scenarioInput = { name: basename(path), text };
  if (first.kind === "invalid") return first;
  const warnings = placeIssues(text, implausibleValues(first.value), { fileName: path });
  if (file === undefined)
    return { kind: "valid", value: { path, scenario: first.value, inputs: [scenarioInput], warnings } };

  const evidencePath = isAbsolute(file) ? file : join(dirname(path), file);
  const evidenceText = await readInput(evidencePath);
  const library = parseEvidence(evidenceText, { fileName: evidencePath });
  if (library.kind === "invalid") return library;
  const scenario = parseScenario(text, { fileName: path, library: library.value });
  if (scenario.kind === "invalid") return scenario;
  const inputs = [scenarioInput, { name: file, text: evidenceText }];
  return { kind: "valid", value: { path, scenario: scenario.value, library: library.value, inputs, warnings } };
}

/** An analysis with its evidence. */
export interface LoadedAnalysis {
  readonly analysis: Analysis;
  readonly library: Library;
  readonly inputs: readonly InputFile[];
}

/** Checks an analysis and the evidence it names, which lies relative to it. */
export async function loadAnalysis(path: string): Promise<CheckedText<LoadedAnalysis>> {
  const text = await readInput(path);
  const first = parseAnalysis(text, { fileName: path });
  if (first.kind === "invalid") return first;
  const file = first.value.evidence;
  const evidencePath = isAbsolute(file) ? file : join(dirname(path), file);
  const evidenceText = await readInput(evidencePath);
  const library = parseEvidence(evidenceText, { fileName: evidencePath });
  if (library.kind === "invalid") return library;
  const analysis = parseAnalysis(text, { fileName: path, library: library.value });
  if (analysis.kind === "invalid") return analysis;
  const inputs = [
    { name: basename(path), text },
    { name: file, text: evidenceText },
  ];
  return { kind: "valid", value: { analysis: analysis.value, library: library.value, inputs } };
}

export async function loadEvidence(path: string): Promise<CheckedText<Library>> {
  return parseEvidence(await readInput(path), { fileName: path });
}

/** Warnings as lines, `file:line:column path: warning: …`. */
export function warningLines(warnings: LoadedScenario["warnings"]): string {
  if (warnings.length === 0) return "";
  const told = warnings.map((warning) => ({ ...warning, message: `warning: ${warning.message}` }));
  return `${describeIssues(told)}\n`;
}

/** The value of a sound file. @throws Failure that lists every problem otherwise. */
export function soundOrFail<T>(checked: CheckedText<T>): T {
  if (checked.kind === "valid") return checked.value;
  throw new Failure(describeIssues(checked.issues), exitCodes.badInput);
}

function evidenceForScenario(path: string): string {
  return `${path} is an evidence file, and a scenario is expected; name it in a scenario under evidence.file, or use rekindle pool ${path}`;
}

function analysisForScenario(path: string): string {
  return `${path} is an analysis of published counts, and a scenario is expected; use rekindle pool ${path}`;
}
