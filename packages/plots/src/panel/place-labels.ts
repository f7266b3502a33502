import type { TextCell } from "../layers/text-cells.ts";
import { type TextStyle, textWidth } from "../text/text-width.ts";

/** A point in pixels with the name it would like to bear. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly text: string;
}

/** What names must not cover; or, if `soft`, had better not. */
export interface Obstacle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly soft?: boolean;
}

export interface LabelArea {
  readonly width: number;
  readonly height: number;
  readonly style: TextStyle;
  readonly colour: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Names beside their points, first come first served: each stands at the first of eight places where it covers no point and no other
 * name and stays in the area, if it can be clear of soft obstacles too; a name without such a place is left out.
 */
export function placeLabels(
  points: readonly LabelledPoint[],
  obstacles: readonly Obstacle[],
  area: LabelArea,
): readonly TextCell[] {
  const boxes = (softness: boolean) =>
    obstacles.filter(({ soft = false }) => soft === softness).map(({ x, y, radius }) => boxAround(x, y, radius));
  const taken: Box[] = boxes(false);
  const soft = boxes(true);
  const cells: TextCell[] = [];
  for (const point of points) {
    const free = places(point, area.style).filter(
      ({ box }) => inside(box, area) && taken.every((other) => !meet(box, other)),
    );
    const place = free.find(({ box }) => soft.every((other) => !meet(box, other))) ?? free[0];
    if (place === undefined) continue;
    taken.push(place.box);
    cells.push({ ...place.at, text: point.text, style: area.style, colour: area.colour });
  }
  return cells;
}

function places({ x, y, radius, text }: LabelledPoint, style: TextStyle) {
  const width = textWidth(text, style);
  const height = style.fontSizePx * 1.1;
  const side = radius + 3;
  const above = radius + height / 2 + 1;
  const slant = 0.75 * radius + 2;
  const set = (dx: number, dy: number, align: TextCell["align"]) => {
    const left = x + dx - (align === "right" ? width : align === "center" ? width / 2 : 0);
    const box = { left, right: left + width, top: y + dy - height / 2, bottom: y + dy + height / 2 };
    return { at: { x: x + dx, y: y + dy, align }, box };
  };
  return [
    set(side, 0, "left"),
    set(-side, 0, "right"),
    set(0, -above, "center"),
    set(0, above, "center"),
    set(slant, -slant - height / 3, "left"),
    set(slant, slant + height / 3, "left"),
    set(-slant, -slant - height / 3, "right"),
    set(-slant, slant + height / 3, "right"),
  ];
}

function boxAround(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function inside(box: Box, { width, height }: LabelArea): boolean {
  return box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
