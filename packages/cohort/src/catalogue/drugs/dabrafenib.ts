import { sources } from "../../parameters/sources.ts";
import { defineDrug } from "../part.ts";

/** Inhibitor of mutant BRAF. */
export const dabrafenib = defineDrug({
  id: "dabrafenib",
  targets: ["BRAF"],
  studiedMgPerDay: {
    value: 300,
    unit: "mg/day",
    description: "Daily dose of dabrafenib",
    row: "drug.dabrafenib.dose",
    verification: "secondary",
    sources: [sources.rothenberg2015],
    note: "150 mg twice daily",
  },
});
