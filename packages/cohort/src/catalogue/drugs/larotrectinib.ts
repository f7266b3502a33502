import { sources } from "../../parameters/sources.ts";
import { defineDrug } from "../part.ts";

/** Inhibitor of the TRK kinases. */
export const larotrectinib = defineDrug({
  id: "larotrectinib",
  targets: ["TRK"],
  studiedMgPerDay: {
    value: 200,
    unit: "mg/day",
    description: "Daily dose of larotrectinib",
    row: "drug.larotrectinib.dose",
    verification: "secondary",
    sources: [sources.groussin2022],
    note: "100 mg twice daily",
  },
});
