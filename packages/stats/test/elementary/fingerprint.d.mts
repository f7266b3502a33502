export function fingerprint(stats: typeof import("../../src/index.ts")): string;
