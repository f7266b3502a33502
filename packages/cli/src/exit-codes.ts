/** How a command ends, as numbers a shell understands; 64 and above follow BSD's sysexits. */
export const exitCodes = {
  fine: 0,
  /** A check of the program's own output failed. */
  checkFailed: 1,
  /** Everything was written, but something that was asked for could not be estimated. */
  incomplete: 3,
  /** The command line itself is wrong. */
  usage: 64,
  /** A file that was named is missing, unreadable or wrong inside, or the output folder cannot be used. */
  badInput: 65,
  /** A bug of ours. */
  bug: 70,
  /** Nothing is wrong with the input: a full disk, an input/output error, a request to end. */
  tryAgain: 75,
  /** Interrupted from the keyboard. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
