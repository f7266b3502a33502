export { canonicalJson, readableJson } from "./provenance/canonical-json.ts";
export { numericFingerprint } from "./provenance/numeric-fingerprint.ts";
export { sha256 } from "./provenance/sha256.ts";
export type { CheckedText, PlacedIssue } from "./text/placed-issue.ts";
export { describeIssues } from "./text/placed-issue.ts";
export { nodeWorkerPool } from "./workers/node-worker-pool.ts";
export type { WorkerPool } from "./workers/worker-pool.ts";
export { inlineWorkerPool, WorkerDied } from "./workers/worker-pool.ts";
