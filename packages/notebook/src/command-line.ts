import { parseArgs } from "node:util";
import { type Command, type CommandOptions, commands } from "./commands/commands.ts";
import { notebookPaths } from "./commands/notebook-files.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { NotebookRefused } from "./format/refused.ts";

const usage = `notebooks <command> [files or folders]

  run      check the types of all cells, run them in order, write their outputs into the file
  check    do the same, write nothing, and fail if the file holds other outputs
  html     write a page that stands alone, from the outputs in the file

Without files, all notebooks of the folder "notebooks".

  --seconds <n>    longest time of one notebook (300)
  --out <folder>   folder for pages (out/notebooks)
  --help           this text
`;

export interface Surroundings {
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly signal: AbortSignal;
}

interface Wish {
  readonly command: Command;
  readonly places: readonly string[];
  readonly options: CommandOptions;
}

/** Runs the command and says how it ended; every notebook is tried, whatever becomes of the others. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const wish = understand(args, surroundings.signal);
  if (wish === "help") {
    surroundings.write(usage);
    return exitCodes.fine;
  }
  if (typeof wish === "string") {
    surroundings.complain(`${wish}\n\n${usage}`);
    return exitCodes.usage;
  }
  const ends = new Set<ExitCode>();
  for (const place of wish.places) ends.add(await attempt(() => runAll(place, wish, surroundings), surroundings));
  const order = [exitCodes.interrupted, exitCodes.bug, exitCodes.badInput, exitCodes.checkFailed];
  return order.find((code) => ends.has(code)) ?? exitCodes.fine;
}

async function runAll(place: string, { command, options }: Wish, surroundings: Surroundings): Promise<ExitCode> {
  const ends = new Set<ExitCode>();
  for (const path of notebookPaths([place])) {
    const one = async () => {
      surroundings.write(`${path}: ${await command(path, options)}\n`);
      return exitCodes.fine;
    };
    ends.add(await attempt(one, surroundings));
    if (options.signal.aborted) return exitCodes.interrupted;
  }
  return [exitCodes.bug, exitCodes.badInput, exitCodes.checkFailed].find((code) => ends.has(code)) ?? exitCodes.fine;
}

async function attempt(work: () => Promise<ExitCode>, { complain, signal }: Surroundings): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) {
      complain("Interrupted; nothing was written.\n");
      return exitCodes.interrupted;
    }
    if (error instanceof NotebookRefused) {
      complain(`${error.message}\n`);
      return error.kind === "badFile" ? exitCodes.badInput : exitCodes.checkFailed;
    }
    complain(
      `This is a bug of the program: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return exitCodes.bug;
  }
}

/** What is asked for, or in words what is wrong with the command line. */
function understand(args: readonly string[], signal: AbortSignal): Wish | "help" | (string & {}) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seconds: { type: "string", default: "300" },
        out: { type: "string", default: "out/notebooks" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const [name, ...places] = positionals;
    const command = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
    if (command === undefined)
      return name === undefined ? "No command is given." : `There is no command ${JSON.stringify(name)}.`;
    const seconds = Number(values.seconds);
    if (!(seconds > 0 && seconds <= 86_400))
      return `--seconds is ${values.seconds}; it must be above 0 and at most 86400.`;
    return {
      command,
      places: places.length === 0 ? ["notebooks"] : places,
      options: { out: values.out, seconds, signal },
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
