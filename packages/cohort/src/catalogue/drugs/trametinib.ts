import { defineDrug } from "../part.ts";

/** Inhibitor of MEK1 and MEK2. */
export const trametinib = defineDrug({
  id: "trametinib",
  targets: ["MEK"],
  studiedMgPerDay: {
    value: 2,
    unit: "mg/day",
    description: "Daily dose of trametinib",
    row: "drug.trametinib.dose",
    verification: "assumption",
    sources: [],
    note: "2 mg once daily, the labelled dose; the dose of the pooled studies was not seen",
  },
});
