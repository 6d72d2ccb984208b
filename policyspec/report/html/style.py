"""How the page looks: on a screen of any width, and on A4. Colours of text have a contrast of at least 4.5 to 1."""

STYLE = """
:root { color-scheme: light; --ink: #14181c; --soft: #47525d; --line: #b4bcc4; --pale: #f2f4f6; --link: #0b4f8a;
  --bad: #a31709; --doubt: #7a4d00; --good: #0c5c36; --focus: #ffd21f; }
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.5; font-size: 1.0625rem;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; overflow-wrap: anywhere; }
header { max-width: none; background: var(--ink); color: #fff; }
header p { max-width: 59.5rem; margin: 0 auto; padding: .7rem 0; }
header b { font-size: 1.25rem; margin-right: .75rem; }
main { padding-bottom: 3rem; }
main:focus { outline: none; }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .9375rem; }
.skip { position: absolute; left: -999rem; top: 0; padding: .6rem 1rem; background: #fff; }
.skip:focus { left: .5rem; top: .5rem; z-index: 1; }
.patterns { position: absolute; }

h1, h2, h3, h4, h5 { line-height: 1.2; margin: 0; text-wrap: balance; }
h1 { font-size: 2.25rem; }
h2 { font-size: 1.5rem; }
h3 { font-size: 1.25rem; }
h4, h5 { font-size: 1.0625rem; }
p, ul { margin: .75rem 0; max-width: 46rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .15em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible, .skip:focus {
  outline: 3px solid var(--ink); outline-offset: 0; box-shadow: 0 0 0 6px var(--focus); }
code, .place { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: .9em; overflow-wrap: anywhere; }
.hint { color: var(--soft); }
.inset, .further { font-size: 1.1875rem; }
.inset { border-left: .5rem solid var(--line); padding: .5rem 0 .5rem 1rem; }

.tender > section, main > section:not(.tender) { margin-top: 2.5rem; padding-top: 1.25rem;
  border-top: 2px solid var(--ink); }
main > .tender + .tender, h1 ~ .tender { margin-top: 4rem; }
.verdict { margin-top: 2rem; padding-left: 1rem; border-left: .6rem solid var(--line); }
.verdict.bad { border-color: var(--bad); }
.verdict.doubt { border-color: #d98e00; }
.verdict.good { border-color: var(--good); }
.caption { display: block; color: var(--soft); font-size: 1.25rem; font-weight: 400; margin-bottom: .3rem;
  line-height: 1.35; }
.summary { border: 4px solid; padding: 1.25rem; margin: 1.75rem 0; }
.summary ul { list-style: none; padding: 0; margin-bottom: 0; max-width: none; }
.summary li { margin: .5rem 0; }
.summary.bad { border-color: var(--bad); }
.summary.doubt { border-color: #d98e00; }
.summary a { font-weight: 700; }
.summary.bad a { color: var(--bad); }
.setting { color: var(--soft); }
.contents ul { list-style: none; padding: 0; }
.contents li { margin: .35rem 0; padding-left: 1.5rem; position: relative; }
.contents li::before { content: "–"; position: absolute; left: 0; color: var(--soft); }

.tag { display: inline-block; padding: .05rem .5rem; border: 1.5px solid; border-radius: .2rem; font-size: .875rem;
  line-height: 1.5; font-weight: 700; white-space: nowrap; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.tag.bad { color: #7d1208; background: #fbe4e1; }
.tag.doubt { color: #5f3c00; background: #fff0cc; }
.tag.good { color: #0a4a2c; background: #dcf1e4; }
.tag.excused { color: #40226b; background: #ece4f7; }
.tag.new { color: #0a3d6b; background: #dbeaf8; }
.tag.quiet, .tag.strength { color: #38424c; background: var(--pale); }

.finding { margin: 1.5rem 0 2.25rem; padding-left: 1.1rem; border-left: .3rem solid var(--line); }
.finding.breached, .finding.failed { border-color: var(--bad); }
.finding.undetermined, .finding.flagged { border-color: #d98e00; }
.meta { color: var(--soft); margin: .4rem 0 .75rem; }
.outcome { margin: 1rem 0; }
.outcome + .outcome { border-top: 1px solid var(--line); padding-top: 1rem; }
.said { font-size: 1.125rem; margin: .25rem 0; }
.outcome.open + .outcome.open { border-top: 0; padding-top: 0; }
.outcome.open { margin: .5rem 0; }
.comes-to { border-left: .3rem solid var(--line); padding-left: .8rem; }
.where { margin: .35rem 0; font-size: .9375rem; }
.quote { margin: .6rem 0; }
.quote figcaption { font-size: .9375rem; margin-bottom: .25rem; }
.quote p { display: flex; gap: .75rem; margin: 0; max-width: none; padding: .15rem .75rem; background: var(--pale);
  border-left: 1px solid var(--line); }
.quote code { white-space: pre-wrap; min-width: 0; }
.line-number { color: var(--soft); font-size: .875rem; min-width: 1.75rem; text-align: right; flex: none; }
mark { color: inherit; background: #ffe9a8; text-decoration: underline 2px var(--bad); text-underline-offset: .2em; }
pre { margin: .4rem 0 0; padding: .4rem .75rem; background: var(--pale); white-space: pre-wrap;
  overflow-wrap: anywhere; }
details { margin: .75rem 0; }
summary { color: var(--link); text-decoration: underline; text-underline-offset: .15em; cursor: pointer;
  width: fit-content; }
details > :not(summary) { margin-left: .45rem; padding-left: 1rem; border-left: 3px solid var(--line); }
details > ul { padding-left: 2rem; }
.facts { font-size: .9375rem; }
.facts .place { color: var(--soft); }

.rows { margin: 1rem 0; }
.rows > div { display: grid; grid-template-columns: minmax(8rem, 1fr) 4fr; gap: 1rem; padding: .5rem 0;
  border-bottom: 1px solid var(--line); }
.rows > div:first-child { border-top: 1px solid var(--line); }
.rows dt { font-weight: 700; }
.rows dd { margin: 0; }
.rows ul { margin: 0; padding-left: 1.1rem; }

.scroll { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word; }
.counts, .figures { max-width: 34rem; }
caption { text-align: left; font-weight: 700; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line);
  font-weight: 400; }
thead th { font-weight: 700; }
tbody th { min-width: 7rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }

.weights { margin: 1.75rem 0 2.5rem; }
.weights figcaption { margin-bottom: .75rem; }
.beside { display: flex; flex-wrap: wrap; gap: 0 2.5rem; }
.beside > :first-child { flex: 1 1 15rem; }
.beside > :last-child { flex: 2 1 26rem; min-width: 0; }
.bar { display: block; overflow: visible; }
.bar text { font-size: .875rem; fill: var(--ink); }
.bar .inside { font-size: 1rem; font-weight: 700; text-anchor: middle; paint-order: stroke; stroke: #fff;
  stroke-width: 5px; stroke-linejoin: round; }
.bar .asked { paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round; }
.bar .scale { fill: var(--soft); }
.bar .missed { font-weight: 700; }
text.missed { fill: var(--bad); }
.stretch { stroke: var(--ink); stroke-width: 1.5px; }
.stretch.rest { stroke-dasharray: 4 3; }
.marker { stroke: var(--ink); stroke-width: 2px; stroke-dasharray: 5 3; }
.marker.missed { stroke: var(--bad); stroke-width: 4px; stroke-dasharray: none; }
.gap { fill: var(--bad); }
.ink { fill: none; stroke-width: 1.4px; }
.ink.quality { stroke: #4b82b5; }
.ink.cost { stroke: #8a62ad; }
.ink.other { stroke: #8b8b8b; }
.dot.price { fill: #b06f00; }
.swatch { vertical-align: -.2em; margin-right: .25rem; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.many .bar { min-width: 9rem; }
.many td:last-child { min-width: 11rem; }

@media (max-width: 40rem) {
  h1 { font-size: 1.625rem; }
  h2 { font-size: 1.3125rem; }
  h3 { font-size: 1.125rem; }
  header, main, footer { padding-left: .95rem; padding-right: .95rem; }
  .rows > div { display: block; }
  .summary { padding: .9rem; }
  .quote p { padding-left: .4rem; padding-right: .4rem; gap: .5rem; }
  .line-number { min-width: 0; }
  th, td { padding-right: .5rem; }
}

@page { size: A4; margin: 18mm 16mm; }
@media print {
  body { font-size: 10.5pt; }
  header { background: none; color: inherit; border-bottom: 2px solid var(--ink); padding: 0; }
  main, footer { max-width: none; padding: 0; }
  .skip, .contents { display: none; }
  h1 { font-size: 19pt; } h2 { font-size: 14pt; } h3 { font-size: 12pt; } h4, h5 { font-size: 10.5pt; }
  .said { font-size: 11pt; }
  h1, h2, h3, h4, caption, figcaption, thead, .meta { break-after: avoid; }
  .outcome, .quote, .rows > div, tr, li, .weights > svg, .summary { break-inside: avoid; }
  .tender > section, main > section:not(.tender) { margin-top: 1.5rem; padding-top: .75rem; }
  h1 ~ .tender { break-before: page; }
  .scroll { overflow: visible; }
  p, ul { orphans: 3; widows: 3; }
  .quote p, pre, mark, .stretch { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a.out::after { content: " <" attr(href) ">"; font-size: .9em; overflow-wrap: anywhere; }
  a { color: inherit; }
  summary { color: inherit; text-decoration: none; list-style: none; font-weight: 700; }
  summary::-webkit-details-marker { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  details:not([open]) > :not(summary) { display: block; }
}
"""
