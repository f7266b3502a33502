/** A publication or registry record that a number comes from. */
export interface Source {
  readonly cite: string;
  readonly doi?: string;
  readonly pmid?: number;
  readonly url?: string;
  /** What of it was read when the number was taken. */
  readonly seen: string;
}

/** The sources that parameters of this model name, from the evidence table (`scenarios/evidence/parameters.yaml`). */
export const sources = {
  meraiodeBraf: {
    cite: "Leboulleux S et al. Clin Cancer Res 2023;29:2401-2409 (MERAIODE, BRAF cohort)",
    doi: "10.1158/1078-0432.CCR-23-0046",
    pmid: 37074727,
    seen: "third-party transcription of the abstract",
  },
  meraiodeRas: {
    cite: "Leboulleux S et al. ESMO 2021 abstract 1743MO; Thyroid 2023;33:1124-1129 (MERAIODE, RAS cohort)",
    doi: "10.1089/thy.2023.0240",
    pmid: 37350119,
    seen: "conference abstract, not the paper",
  },
  ho2013: {
    cite: "Ho AL et al. N Engl J Med 2013;368:623-632 (selumetinib)",
    doi: "10.1056/NEJMoa1209288",
    pmid: 23406027,
    seen: "abstract",
  },
  dunn2019: {
    cite: "Dunn LA et al. J Clin Endocrinol Metab 2019;104:1417 (vemurafenib)",
    url: "https://dbpia.nl.go.kr/jcem/article/104/5/1417/5105931",
    seen: "abstract",
  },
  rothenberg2015: {
    cite: "Rothenberg SM et al. Clin Cancer Res 2015 (dabrafenib)",
    url: "https://ascopost.com/News/22635",
    seen: "news report for the design",
  },
  weber2022: {
    cite: "Weber M et al. Clin Cancer Res 2022;28:4194 (Essen)",
    url: "https://aacrjournals.org/clincancerres/article/28/19/4194/709319/",
    seen: "abstract",
  },
  selimetry: {
    cite: "Registry ISRCTN17468602 (SEL-I-METRY)",
    url: "http://www.isrctn.com/ISRCTN17468602",
    seen: "registry record",
  },
  toroTobon2024: {
    cite: "Toro-Tobon D et al. Thyroid 2024 (Mayo series)",
    doi: "10.1089/thy.2023.0456",
    seen: "secondary",
  },
  groussin2022: {
    cite: "Groussin L et al. Thyroid 2022;32:594-598 (larotrectinib)",
    pmid: 35171708,
    seen: "secondary",
  },
  lee2021: {
    cite: "Lee YA et al. J Clin Invest 2021;131:e144847",
    pmid: 34237031,
    url: "https://pmc.ncbi.nlm.nih.gov/articles/PMC8439610",
    seen: "abstract",
  },
  hayes2012: {
    cite: "Hayes DN et al. Clin Cancer Res 2012;18:2056-2065 (continuous selumetinib)",
    url: "https://aacrjournals.org/clincancerres/article/18/7/2056/77731/",
    seen: "abstract",
  },
  busaidy2022: {
    cite: "Busaidy NL et al. Thyroid 2022 (dabrafenib, with or without trametinib)",
    url: "https://pmc.ncbi.nlm.nih.gov/articles/PMC9595631",
    seen: "abstract",
  },
  dabrafenibTrametinibPhase3: {
    cite: "Dabrafenib and trametinib against placebo, NCT04940052; Lancet Oncol 2026;27:994-1003",
    pmid: 42442381,
    url: "https://join.targetedonc.com/view/dabrafenib-combo-confers-pfs-benefit-in-rai-refractory-braf-v600-mutant-dtc",
    seen: "news report",
  },
  brafTshInVitro: {
    cite: "BRAF silencing plus TSH in WRO cells, J Surg Res",
    url: "https://pmc.ncbi.nlm.nih.gov/articles/PMC3652238",
    seen: "abstract",
  },
  nagarajah2016: {
    cite: "Nagarajah J et al. J Clin Invest 2016;126:4119-4124",
    doi: "10.1172/JCI89067",
    seen: "abstract",
  },
  toronto: {
    cite: "Registry NCT04554680 (1 week against 4 weeks of dabrafenib and trametinib)",
    url: "https://trials.co/clinical-trials-details/-/NCT04554680",
    seen: "registry mirror",
  },
  majid2024: {
    cite: "Majid O et al. CPT Pharmacometrics Syst Pharmacol 2024;13:954-969",
    doi: "10.1002/psp4.13130",
    seen: "transcription of tables 2-3 and S2",
  },
  sabra2017: {
    cite: "Sabra MM et al. Cancer 2017;123:2955-2964 (doubling time of lung metastases)",
    pmid: 28369717,
    url: "https://pmc.ncbi.nlm.nih.gov/articles/PMC6396830",
    seen: "abstract",
  },
  haenscheid2006: {
    cite: "Haenscheid H et al. J Nucl Med 2006;47:648-654",
    pmid: 16595499,
    url: "https://read.qxmd.com/read/16595499/",
    seen: "abstract",
  },
  tuttle2006: {
    cite: "Tuttle RM et al. J Nucl Med 2006;47:1587 (activity limited by blood dose)",
    pmid: 17015892,
    url: "https://vivo.weill.cornell.edu/display/pubid17015892",
    seen: "abstract",
  },
  bloodDose: {
    cite: "Body burden and blood dose, rhTSH against withdrawal",
    url: "https://pmc.ncbi.nlm.nih.gov/articles/PMC5020787",
    seen: "abstract",
  },
  decision2014: {
    cite: "Brose MS et al. Lancet 2014;384:319-328 (DECISION)",
    pmid: 24768112,
    url: "https://pmc.ncbi.nlm.nih.gov/articles/PMC4366116",
    seen: "abstract",
  },
  select2015: {
    cite: "Schlumberger M et al. N Engl J Med 2015;372:621-630 (SELECT)",
    doi: "10.1056/NEJMoa1406470",
    pmid: 25671254,
    seen: "news report and secondary",
  },
} as const satisfies Record<string, Source>;
