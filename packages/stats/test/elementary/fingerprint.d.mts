import type * as stats from "../../src/index.ts";

export function fingerprint(parts: typeof stats): string;
