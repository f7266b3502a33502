export { display } from "./display/display.ts";
export type { Displayable, MimeBundle } from "./display/mime-bundle.ts";
export { figure, type PictureOptions, png, svg } from "./display/pictures.ts";
export { table, type TableCell, type TableOptions } from "./display/table.ts";
export { html, markdown } from "./display/texts.ts";
