/** The page's style: one accent, Inter, generous white, tables that scroll on a phone and stand whole on paper. */
export const pageStyle = `
:root { --ink: #1b1b1f; --quiet: #5c6068; --hairline: #d6d9de; --accent: #1d4f7c; --wash: #f6f7f9; --warn: #8a4b12; --warn-wash: #fdf5ea; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink); font: 400 16px/1.6 Inter, "Helvetica Neue", Helvetica, Arial, sans-serif; }
main, header.page, footer.page { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem; }
header.page { padding-top: 3.5rem; padding-bottom: 0.5rem; }
p, ul, ol, dl { max-width: 44rem; }
p { margin: 0 0 0.9rem; }
h1 { font-size: 2rem; line-height: 1.2; font-weight: 600; letter-spacing: -0.015em; margin: 0 0 0.75rem; max-width: 44rem; text-wrap: balance; }
h2 { font-size: 1.375rem; line-height: 1.3; font-weight: 600; letter-spacing: -0.01em; margin: 3.5rem 0 1rem; padding-top: 1.25rem; border-top: 1px solid var(--hairline); }
h3 { font-size: 1.0625rem; line-height: 1.4; font-weight: 600; margin: 2.25rem 0 0.6rem; }
.kicker { color: var(--quiet); font-size: 0.875rem; margin-bottom: 0.75rem; }
.question { font-size: 1.1875rem; line-height: 1.5; color: var(--ink); }
a { color: var(--accent); text-underline-offset: 0.15em; }
nav.contents { margin: 1.5rem 0 0; font-size: 0.9375rem; }
nav.contents ol { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
.answer { border-left: 3px solid var(--accent); padding: 0.25rem 0 0.25rem 1.25rem; margin: 0 0 1rem; }
.answer ul { margin: 0; padding: 0; list-style: none; }
.answer li { margin: 0 0 0.6rem; }
.answer li:last-child { margin: 0; }
ul { padding-left: 1.2rem; }
li { margin: 0 0 0.3rem; }
dl { margin: 0 0 1rem; }
dt { font-weight: 600; margin-top: 0.75rem; }
dd { margin: 0; }
.caution { background: var(--warn-wash); border-left: 3px solid var(--warn); padding: 0.75rem 1.25rem; margin: 0 0 1.25rem; max-width: 44rem; }
.caution > :last-child { margin-bottom: 0; }
.quiet { color: var(--quiet); font-size: 0.875rem; line-height: 1.5; }
figure { margin: 1.5rem 0; }
figure svg { display: block; width: 100%; height: auto; mix-blend-mode: multiply; }
.narrow { display: none; }
.narrow svg { margin: 0 auto; }
@media screen and (max-width: 40rem) { .scroll.wide { display: none; } .narrow { display: block; } }
.numbers { margin-top: 0.5rem; font-size: 0.875rem; }
.numbers summary { color: var(--accent); cursor: pointer; }
figcaption { color: var(--quiet); font-size: 0.875rem; line-height: 1.5; margin-top: 0.5rem; max-width: 44rem; }
.scroll {
  overflow-x: auto;
  margin: 1.25rem 0;
  /* Shadows where there is more to the side; the white ones scroll along and hide them at the ends. */
  background:
    linear-gradient(90deg, #fff 1.5rem, transparent) left / 3rem 100% no-repeat local,
    linear-gradient(270deg, #fff 1.5rem, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(90deg, rgb(27 27 31 / 0.13), transparent) left / 0.8rem 100% no-repeat scroll,
    linear-gradient(270deg, rgb(27 27 31 / 0.13), transparent) right / 0.8rem 100% no-repeat scroll;
}
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
figure .scroll { margin: 0; }
table { border-collapse: collapse; font-size: 0.8125rem; line-height: 1.4; font-variant-numeric: tabular-nums; border-bottom: 1px solid var(--ink); }
caption { text-align: left; font-weight: 600; padding-bottom: 0.5rem; }
.caption { display: inline-block; position: sticky; left: 0; max-width: min(44rem, calc(100vw - 2rem)); }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; text-align: left; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0.25rem; }
thead th { border-top: 1px solid var(--ink); border-bottom: 1px solid var(--ink); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 400; min-width: 7.5rem; }
td:not(.number) { min-width: 9.5rem; max-width: 24rem; }
tbody tr + tr > * { border-top: 1px solid var(--hairline); }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; min-width: 4.25rem; }
.se { color: var(--quiet); }
.mark { display: inline-block; font-size: 0.8125rem; line-height: 1.3; padding: 0.05rem 0.45rem; border: 1px solid var(--hairline); border-radius: 0.25rem; white-space: nowrap; }
.assumed { color: var(--warn); }
.mark.assumed { border-color: var(--warn); color: var(--warn); background: var(--warn-wash); }
details { margin: 1rem 0; }
summary { cursor: pointer; color: var(--accent); font-size: 0.9375rem; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.8125rem; overflow-wrap: anywhere; }
footer.page { margin-top: 4rem; padding-top: 1.25rem; padding-bottom: 3rem; color: var(--quiet); font-size: 0.875rem; }
@media (max-width: 40rem) {
  body { font-size: 15px; }
  main, header.page, footer.page { padding-left: 1rem; padding-right: 1rem; }
  header.page { padding-top: 1.75rem; }
  h1 { font-size: 1.5625rem; }
  h2 { font-size: 1.25rem; margin-top: 2.5rem; }
  .question { font-size: 1.0625rem; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  body { font-size: 9.5pt; line-height: 1.45; }
  main, header.page, footer.page { max-width: none; padding-left: 0; padding-right: 0; }
  header.page { padding-top: 0; }
  nav.contents { display: none; }
  h1 { font-size: 18pt; }
  h2 { font-size: 13pt; margin-top: 1.6rem; break-after: avoid; }
  h3 { font-size: 10.5pt; break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  figure { break-inside: avoid; }
  figure svg { min-width: 0 !important; max-height: 235mm; }
  .scroll { overflow: visible; background: none; }
  table { font-size: 7.5pt; }
  th, td { padding-right: 0.6rem; }
  tr, caption { break-inside: avoid; }
  .caption { position: static; max-width: none; }
  figcaption, .quiet { font-size: 8pt; }
  .mark { font-size: 7pt; border-width: 0.5pt; }
  .caution { break-inside: avoid; }
  thead { display: table-header-group; }
  details > summary { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  a { color: inherit; text-decoration: none; }
}
`;
