"""What the pages of a handbook add to the look of a report."""

from policyspec.report.html.style import STYLE as REPORT

STYLE = (
    REPORT
    + """
header nav { max-width: 59.5rem; margin: 0 auto; }
.pages ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0; padding: 0 0 .7rem;
  max-width: none; }
.pages a { color: #fff; display: inline-block; padding: .2rem 0; }
.pages a[aria-current] { font-weight: 700; text-decoration-thickness: .15em; }
.pages a:focus-visible { outline-color: #fff; box-shadow: 0 0 0 6px #5a4a00; }
.trail ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem; padding: 0; margin: 1.25rem 0 0;
  font-size: .9375rem; }
.trail li:not(:last-child)::after { content: "›"; margin-left: .25rem; color: var(--soft); }
h1 { margin-top: 1.5rem; }
.trail + h1 { margin-top: .75rem; }
.lead { font-size: 1.1875rem; }
h3 { margin-top: 1.5rem; }
.columns { align-items: start; }
.author { margin: 1.75rem 0 1.5rem; }
.author h2 { font-size: 1.25rem; }
.author pre { font-size: .9375rem; }
.author .rows > div { display: block; }
.plain { border-left: .6rem solid var(--link); padding: .25rem 0 .25rem 1.1rem; margin: 1.5rem 0; font-size: 1.125rem; }
.plain > p { max-width: 50rem; }
.plain h2 { font-size: 1.25rem; }
.limbs { list-style: none; padding: 0; margin: 1rem 0; max-width: 50rem; }
.limbs > li { display: grid; grid-template-columns: minmax(1.75rem, max-content) 1fr; column-gap: .5rem; }
.limbs > li { margin: .75rem 0; }
.limbs .label { font-weight: 700; }
.limbs p { margin: 0 0 .35rem; }
.limbs ul { margin: .35rem 0; }
.limbs .tag { margin-right: .35rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2.5rem; }
.columns > * { min-width: 0; }
.remark { border: 4px solid #d98e00; padding: .6rem 1rem; margin: 1rem 0; max-width: 50rem; }
.remark p { margin: .35rem 0; }
.example { margin: 1rem 0; padding-left: 1rem; border-left: .3rem solid var(--line); }
.example h3 { margin-top: 0; }
.example p, .example ul { margin: .3rem 0; }
td ul, dd ul { margin: 0; padding-left: 1.1rem; }
.whole { margin-top: 2.5rem; }
.card { border: 1px solid var(--line); padding: .75rem 1.1rem; margin: 1.25rem 0; max-width: 50rem; }
.card > p:first-child { margin-top: 0; }
.card > p:last-child { margin-bottom: 0; }
.fact { padding-top: .5rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: .3rem solid var(--line); color: var(--soft); }
.prose h4 { font-size: 1.1875rem; }
.prose h4, .prose h5, .prose h6 { margin-top: 1.5rem; }
.prose li, .prose li p { margin: .25rem 0; }
.limbs ul { padding-left: 1.1rem; }
.prose hr { border: 0; border-top: 1px solid var(--line); }
.turn { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem; margin-top: 3rem;
  border-top: 1px solid var(--line); padding-top: 1rem; }
.line-of-time { margin: 1.5rem 0; }
.period { fill: #cfe3f5; stroke: var(--ink); stroke-width: 1.5px; }
.line-of-time text { font-size: .875rem; fill: var(--ink); }
.line-of-time .name { font-weight: 700; }
.line-of-time .middle { text-anchor: middle; }
.line-of-time .grid { stroke: var(--line); stroke-width: 1px; }
@media (max-width: 40rem) {  h3 { margin-top: 1.5rem; }
.columns { align-items: start; }
.author { margin: 1.75rem 0 1.5rem; }
.author h2 { font-size: 1.25rem; }
.author pre { font-size: .9375rem; }
.author .rows > div { display: block; }
.plain { padding-left: .75rem; } }
@media print {
  .pages, .trail, .turn, .unprinted { display: none; }
  h3 { margin-top: 1.5rem; }
.columns { align-items: start; }
.author { margin: 1.75rem 0 1.5rem; }
.author h2 { font-size: 1.25rem; }
.author pre { font-size: .9375rem; }
.author .rows > div { display: block; }
.plain { font-size: 11pt; }
  .example, .limbs > li, .card, .plain { break-inside: avoid; }
  .period { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
)
