/** How `notebooks` ends, as numbers a shell understands; the same as those of `rekindle`. */
export const exitCodes = {
  fine: 0,
  /** A notebook has a wrong type, throws, or gives other outputs than its file has. */
  checkFailed: 1,
  usage: 64,
  /** A file is missing, unreadable or no TypeScript notebook. */
  badInput: 65,
  /** A bug of ours. */
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
