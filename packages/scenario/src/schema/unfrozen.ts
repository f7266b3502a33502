import type { DeepReadonly } from "./scenario-schema.ts";

/** Hands a value to a room that leaves it as it is, though its types do not promise so. */
export function unfrozen<T>(value: DeepReadonly<T>): T {
  return value as T;
}
