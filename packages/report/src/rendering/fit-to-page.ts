import { FIGURE_MARGIN } from "@rekindle/plots";

/**
 * The SVG of a figure for a page: without the figure's own margin, so that its edge is the page's; never larger than drawn, and on a
 * phone never too small to read.
 *
 * @example fitToPage(await renderSvg(spec, { fonts: "fromPage", idPrefix: "forest-" }));
 */
export function fitToPage(svg: string): string {
  return svg.replace(
    /^(<svg [^>]*?)width="(\d+)" height="(\d+)" viewBox="0 0 \2 \3"/,
    (_, start: string, width: string, height: string) => {
      const inner = Number(width) - 2 * FIGURE_MARGIN;
      const style = `max-width:${inner}px;min-width:${inner > 640 ? Math.round(0.75 * inner) : 0}px`;
      return `${start}style="${style}" viewBox="${FIGURE_MARGIN} 0 ${inner} ${height}"`;
    },
  );
}
