import { describe, expect, it } from "vitest";
import { colours, inTheme } from "../src/theme.ts";

type Name = keyof typeof colours;

/** The colours of a theme. */
const paletteOf = (theme: "light" | "dark"): Readonly<Record<Name, string>> =>
  Object.fromEntries(
    (Object.keys(colours) as Name[]).map((name) => [name, inTheme({ colour: colours[name] }, theme).colour]),
  ) as Record<Name, string>;

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(["light", "dark"] as const)("colours in %s", (theme) => {
  const palette = paletteOf(theme);

  it("let text be read: 4.5 to 1 on paper and washes, as WCAG AA asks", () => {
    for (const text of ["ink", "quiet"] as const)
      for (const ground of ["paper", "wash", "accentWash", "band"] as const)
        expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.ink, palette.accentPale)).toBeGreaterThanOrEqual(4.5);
  });

  it("let marks be seen: 3 to 1 on paper, as WCAG AA asks", () => {
    for (const mark of ["ink", "accent", "contrast", "journalBlue", "journalNavy", "third", "fourth", "fifth"] as const)
      expect(contrast(palette[mark], palette.paper)).toBeGreaterThanOrEqual(3);
  });

  it("let the sign in a judgement be read", () => {
    for (const dark of ["low", "high"] as const)
      expect(contrast(palette.onDarkMark, palette[dark])).toBeGreaterThanOrEqual(3);
    for (const light of ["some", "unknown"] as const)
      expect(contrast(palette.onMark, palette[light])).toBeGreaterThanOrEqual(4.5);
  });

  it("darken from contour to contour and from response to response, or lighten in the dark", () => {
    for (const order of [
      ["paper", "wash", "accentWash", "accentPale"],
      ["progressiveDisease", "stableDisease", "partialResponse", "completeResponse"],
    ] as const) {
      const steps = order.map((name) => luminance(palette[name]));
      const sorted = steps.toSorted((a, b) => (theme === "light" ? b - a : a - b));
      expect(steps).exactly(sorted);
      expect(new Set(steps).size).exactly(steps.length);
    }
  });
});

describe("a theme", () => {
  it("has a colour of its own for each, so that none is mistaken for another", () => {
    for (const theme of ["light", "dark"] as const) {
      const { onDarkMark: _light, onMark: _dark, ...others } = paletteOf(theme);
      expect(new Set(Object.values(others)).size).exactly(Object.keys(others).length);
    }
  });
});
