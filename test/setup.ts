import "./measured.ts";
import "./tolerances.ts";
import { configureGlobal } from "fast-check";
import { afterEach, beforeEach, expect, vi } from "vitest";

// The same cases in every run, so that a red test is red again; PROPERTY_SEED looks elsewhere.
configureGlobal({ seed: Number(process.env["PROPERTY_SEED"] ?? 20260823) });

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
