import { nearestName } from "@rekindle/stats";
import type { Argument, Command, Option } from "commander";
import { InvalidArgumentError } from "commander";

/**
 * Everything that is wrong with a command line, where the parser itself would stop at the first: unknown options, options without their
 * value, values that cannot be, arguments that are missing or too many. Empty where help is asked for or no command is named.
 */
export function everyProblem(program: Command, args: readonly string[]): readonly string[] {
  const { command, rest } = commandOf(program, args);
  if (command === undefined || rest.some((arg) => HELP.has(arg))) return [];
  const problems: string[] = [];
  const operands: string[] = [];
  const given = new Map<Option, unknown>();
  for (let i = 0; i < rest.length; i++) {
    const token = rest[i]!;
    if (token === "--") {
      operands.push(...rest.slice(i + 1));
      break;
    }
    if (!/^-(-|[a-zA-Z])/.test(token)) {
      operands.push(token);
      continue;
    }
    const { option, value } = optionOf(command, token);
    if (option === undefined) {
      problems.push(unknownOption(command, token));
      // What follows is more likely its value than an argument.
      if (value === undefined && rest[i + 1]?.startsWith("-") === false) i++;
      continue;
    }
    if (!option.required) {
      given.set(option, true);
      continue;
    }
    const written = value ?? rest[++i];
    if (written === undefined) {
      problems.push(`option '${option.flags}' argument missing`);
      given.set(option, undefined);
      continue;
    }
    const words = `option '${option.flags}' argument '${written}' is invalid.`;
    given.set(option, tryParse(option, written, given.get(option) ?? option.defaultValue, { words, problems }));
  }
  problems.push(...missingOptions(command, given));
  if (!problems.some((problem) => problem.startsWith(UNKNOWN))) problems.push(...argumentProblems(command, operands));
  return problems;
}

const HELP = new Set(["-h", "--help", "-V", "--version"]);
const UNKNOWN = "unknown option";

/** The command that is named, down through commands of commands, and what follows it. */
function commandOf(program: Command, args: readonly string[]): { command?: Command; rest: readonly string[] } {
  let command: Command = program;
  let rest = args;
  while (command.commands.length > 0) {
    const [first, ...others] = rest;
    const next = command.commands.find((each) => each.name() === first || each.aliases().includes(first ?? ""));
    // Without a name the command's own default is meant, which the parser knows.
    if (next === undefined || first === "help") return { rest };
    [command, rest] = [next, others];
  }
  return { command, rest };
}

function optionOf(command: Command, token: string): { readonly option?: Option; readonly value?: string } {
  if (!token.startsWith("--")) {
    const option = command.options.find(({ short }) => short === token.slice(0, 2));
    return option === undefined ? {} : { option, ...(token.length > 2 ? { value: token.slice(2) } : {}) };
  }
  const at = token.indexOf("=");
  const name = at < 0 ? token : token.slice(0, at);
  const option = command.options.find(({ long }) => long === name);
  return { ...(option === undefined ? {} : { option }), ...(at < 0 ? {} : { value: token.slice(at + 1) }) };
}

function unknownOption(command: Command, token: string): string {
  const [name] = token.split("=");
  const near = nearestName(
    name!,
    command.options.flatMap(({ long }) => long ?? []),
  );
  return `${UNKNOWN} '${name}'${near === undefined ? "" : ` (did you mean ${near}?)`}`;
}

function tryParse(
  of: Option | Argument,
  written: string,
  previous: unknown,
  told: { readonly words: string; readonly problems: string[] },
): unknown {
  try {
    return of.parseArg === undefined ? written : of.parseArg(written, previous);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    told.problems.push(`${told.words} ${error.message}`);
    return previous;
  }
}

function missingOptions(command: Command, given: ReadonlyMap<Option, unknown>): readonly string[] {
  return command.options
    .filter((option) => option.mandatory && option.defaultValue === undefined && !given.has(option))
    .map((option) => `required option '${option.flags}' not specified`);
}

function argumentProblems(command: Command, operands: readonly string[]): readonly string[] {
  const problems: string[] = [];
  const { registeredArguments } = command;
  for (const [i, argument] of registeredArguments.entries()) {
    const own = argument.variadic ? operands.slice(i) : operands.slice(i, i + 1);
    if (own.length === 0 && argument.required) problems.push(`missing required argument '${argument.name()}'`);
    for (const written of own) {
      const words = `command-argument value '${written}' is invalid for argument '${argument.name()}'.`;
      tryParse(argument, written, undefined, { words, problems });
    }
  }
  const most = registeredArguments.at(-1)?.variadic === true ? Infinity : registeredArguments.length;
  if (operands.length > most) problems.push(`too many arguments: ${operands.slice(most).join(", ")}`);
  return problems;
}
