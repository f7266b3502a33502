import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeLabels } from "../../src/panel/place-labels.ts";
import { textWidth } from "../../src/text/text-width.ts";
import { textStyles } from "../../src/theme.ts";

const area = { width: 300, height: 200, style: textStyles.small, colour: "#000000" };
const point = fc.record({
  x: fc.double({ min: 0, max: 300, noNaN: true }),
  y: fc.double({ min: 0, max: 200, noNaN: true }),
  radius: fc.constant(4),
  text: fc.string({ minLength: 1, maxLength: 20 }),
});

describe("names beside points", () => {
  it("never cover a point or another name, and stay in the area", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
        const cells = placeLabels(points, points, area);
        const boxes = cells.map(({ x, y, text, align, style }) => {
          const width = textWidth(text, style);
          const left = x - (align === "right" ? width : align === "center" ? width / 2 : 0);
          return { left, right: left + width, top: y - style.fontSizePx / 2, bottom: y + style.fontSizePx / 2 };
        });
        boxes.forEach((box, index) => {
          expect(box.left >= 0 && box.right <= 300 && box.top >= 0 && box.bottom <= 200).exactly(true);
          const meets = (other: typeof box) =>
            other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom;
          expect(boxes.some((other, at) => at !== index && meets(other))).exactly(false);
          expect(
            points.some(({ x, y, radius }) =>
              meets({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }),
            ),
          ).exactly(false);
        });
      }),
      { numRuns: 100, seed: 20261124 },
    );
  });

  it("are all there where there is room, and rather clear of lines", () => {
    const alone = { x: 150, y: 100, radius: 4, text: "Ho 2013" };
    expect(placeLabels([alone], [alone], area)[0]!.align).exactly("left");
    const line = Array.from({ length: 30 }, (_, index) => ({ x: 160 + index, y: 100, radius: 1, soft: true }));
    expect(placeLabels([alone], [alone, ...line], area)[0]!.align).exactly("right");
  });
});
