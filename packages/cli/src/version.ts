import { createRequire } from "node:module";

/** The version of this package; all packages of the project share it. */
export const version = (createRequire(import.meta.url)("../package.json") as { readonly version: string }).version;
