import type * as stats from "../src/index.ts";

export function errorMapPage(parts: typeof stats): string;
