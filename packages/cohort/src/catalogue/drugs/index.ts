import type { Drug } from "../part.ts";
import { dabrafenib } from "./dabrafenib.ts";
import { larotrectinib } from "./larotrectinib.ts";
import { selpercatinib } from "./selpercatinib.ts";
import { selumetinib } from "./selumetinib.ts";
import { trametinib } from "./trametinib.ts";
import { vemurafenib } from "./vemurafenib.ts";

/** The drugs the model knows. A further drug is one file beside these and one line here. */
export const drugs: readonly Drug[] = [dabrafenib, larotrectinib, selpercatinib, selumetinib, trametinib, vemurafenib];
