import { sources } from "../../parameters/sources.ts";
import { defineDrug } from "../part.ts";

/** Inhibitor of MEK1 and MEK2. */
export const selumetinib = defineDrug({
  id: "selumetinib",
  targets: ["MEK"],
  studiedMgPerDay: {
    value: 150,
    unit: "mg/day",
    description: "Daily dose of selumetinib",
    row: "drug.selumetinib.dose",
    verification: "registry",
    sources: [sources.selimetry, sources.ho2013],
    note: "75 mg twice daily",
  },
});
