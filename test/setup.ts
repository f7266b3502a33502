import "./tolerances.ts";
import { afterEach, beforeEach, expect, vi } from "vitest";

// A library that prints is a library that surprises: any console output of a test fails it.
beforeEach(() => {
  for (const method of ["log", "warn", "error", "info", "debug"] as const) vi.spyOn(console, method);
});

afterEach(() => {
  for (const method of ["log", "warn", "error", "info", "debug"] as const) {
    expect(vi.mocked(console[method]).mock.calls, `console.${method} was called`).toEqual([]);
  }
  vi.restoreAllMocks();
});
