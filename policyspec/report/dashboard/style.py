"""What the page of an audit adds to the look of a report: wide tables with bars, plots, boxes of figures, the dark."""

from policyspec.report.html.style import STYLE as REPORT

STYLE = (
    REPORT
    + """
main, footer { max-width: 80rem; }
header p { max-width: 77.5rem; }
.legend { max-width: none; }
.contents ul { columns: 16rem; max-width: none; }
.contents li { margin: 0; padding-top: .2rem; padding-bottom: .2rem; break-inside: avoid; }
.boxes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: .9rem;
  margin: 1.25rem 0; }
.boxes > div { border: 1px solid var(--line); border-top: .3rem solid var(--ink); padding: .6rem .9rem .8rem; }
.boxes dt { font-weight: 700; }
.boxes dd { margin: 0; }
.boxes b { display: block; font-size: 2rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.boxes .hint { font-size: .9375rem; display: block; line-height: 1.35; }
.shares .bar { min-width: 9rem; }
.shares table { font-size: .9375rem; line-height: 1.4; }
.shares thead th { vertical-align: bottom; }
.shares tbody th { min-width: 11rem; max-width: 20rem; }
.shares .sum { white-space: nowrap; }
caption { max-width: calc(100vw - 2.5rem); }
.sums { list-style: none; margin: 0; padding: 0; }
.rows .sums { padding: 0; }
.homes { min-width: 14rem; }
td details { margin: 0; }
.sums li { margin: 0 0 .2rem; }
.plotted { margin: 1.25rem 0 1.5rem; }
.plot { width: calc(100% - 3.5rem); margin-left: 3.5rem; }
.plot .stretch { stroke-width: 1px; }
.plot .grid { stroke: var(--line); stroke-width: 1px; }
.says { font-size: 1.0625rem; }
.finding h3 { margin-top: 0; }
.ink.breached { stroke: #8f1407; stroke-width: 2.2px; }
.ink.flagged { stroke: #8a6d2b; }
.ink.excused { stroke: #6a4899; }
.dot.undetermined { fill: #7a4d00; }
.ink.alone { stroke: #1c5f9c; stroke-width: 2px; }
@media (max-width: 40rem) {
  .shares .bar { min-width: 7rem; }
  .shares tbody th { min-width: 7rem; }
  .plot { width: calc(100% - 3rem); margin-left: 3rem; }
}
@media print {
  .shares table { font-size: 8pt; }
  .shares .bar { min-width: 5rem; }
  .shares tbody th { min-width: 6rem; }
  .shares .tag { font-size: 7pt; padding: 0 .3rem; }
  .shares .sum { white-space: normal; }
  .plotted, .boxes > div { break-inside: avoid; }
  .boxes { grid-template-columns: repeat(3, 1fr); }
}
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --ink: #e9edf0; --soft: #b4bec8; --line: #4c5762; --pale: #242b32; --link: #8fc7f7;
    --bad: #ff9d90; --doubt: #f2c879; --good: #84d9aa; }
  body { background: #14181c; }
  header { background: #000; }
  .skip { background: #14181c; }
  .tag.quiet, .tag.strength { color: #dbe2e8; }
  .stretch { stroke: #14181c; }
  .stretch.rest { stroke: var(--soft); fill: none; }
  a:focus-visible, summary:focus-visible, .scroll:focus-visible, .skip:focus { outline-color: #14181c; }
}
"""
)
