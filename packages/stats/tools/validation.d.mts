import type * as stats from "../src/index.ts";

export function validationPage(parts: typeof stats): string;
