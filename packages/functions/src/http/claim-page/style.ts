/** The page's looks. One column at the width at which lines are read with ease; the system's own letters, light or dark. */

import { createHash } from "node:crypto";
import { raw } from "hono/html";

const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fdfcfa, #16181b);
  --card: light-dark(#ffffff, #1e2125);
  --ink: light-dark(#1d1f22, #e6e4df);
  --soft: light-dark(#5a5e66, #a9adb5);
  --line: light-dark(#e2ddd4, #34383f);
  --link: light-dark(#0b4f86, #8cc2f2);
  --mark: light-dark(#fff3c9, #4a4022);
  --true: light-dark(#1c6b3c, #7fd3a0);
  --half: light-dark(#8a5300, #e8b565);
  --false: light-dark(#a3262a, #f39a96);
  --open: light-dark(#4b5563, #b6bcc7);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.65 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
:lang(fa), :lang(ar), :lang(ur), :lang(ckb) {
  font-family: Vazirmatn, "Noto Naskh Arabic", "Geeza Pro", "Segoe UI", Tahoma, system-ui, sans-serif;
  line-height: 1.9;
}
:lang(en) { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { inset-inline-start: 1rem; top: .5rem; background: var(--ground); padding: .25rem .75rem; }
.masthead, main, footer { max-width: 44rem; margin-inline: auto; padding-inline: 1.25rem; }
.masthead {
  display: flex; justify-content: space-between; gap: 1rem; padding-block: 1.25rem;
  color: var(--soft); font-size: .9375rem; border-bottom: 1px solid var(--line);
}
.masthead a { color: var(--ink); font-weight: 600; text-decoration: none; }
main { padding-block: 2rem 3rem; }
footer { padding-block: 1.5rem 3rem; border-top: 1px solid var(--line); font-size: .9375rem; }
footer:empty { display: none; }
p, ul, ol, dl, figure, blockquote { margin: 0 0 .75rem; }
h1, h2, h3 { line-height: 1.35; margin: 0; text-wrap: balance; }
h1:lang(fa), h1:lang(ar), h1:lang(ur), h1:lang(ckb) { line-height: 1.65; }
h1 { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.125rem); font-weight: 650; margin-block: .25rem 1rem; }
h2 { font-size: 1.25rem; margin-block: 0 .875rem; }
h3 { font-size: 1rem; margin-block: 1.5rem .625rem; }
section { margin-block-start: 2.5rem; padding-block-start: 1.75rem; border-top: 1px solid var(--line); }
.kicker { margin: 0; color: var(--soft); font-size: .9375rem; }
.translation { color: var(--soft); font-size: 1.125rem; }
.prose p { white-space: pre-line; }
.prose p:last-child, figure p:last-child, dd > :last-child { margin-block-end: 0; }
.prose { margin-block-end: .75rem; }
.summary { font-size: 1.1875rem; }
.hint { color: var(--soft); font-size: .875rem; }
.facts { font-size: .9375rem; }
.facts div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0 1rem; padding-block: .1875rem; }
dt { color: var(--soft); }
dd { margin: 0; }
.badge {
  display: inline-block; margin-block-end: .875rem; padding: .25rem 1rem; border-radius: .375rem;
  border: 2px solid; font-size: 1.25rem; font-weight: 700; color: var(--open);
}
.badge.true, .badge.mostly-true { color: var(--true); }
.badge.mixed, .badge.misleading, .badge.outdated { color: var(--half); }
.badge.false, .badge.mostly-false { color: var(--false); }
.badge.none { font-size: 1.0625rem; border-style: dashed; }
.badge.retracted { text-decoration: line-through; }
.notice { border: 2px solid var(--false); border-radius: .375rem; padding: 1rem 1.25rem; }
.figures dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; }
.figures .facts div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 0; }
.figures dd { font-size: 1.625rem; font-weight: 650; line-height: 1.3; }
.cards, .plain, .marks, .timeline, .log { list-style: none; padding: 0; }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  border-inline-start: 4px solid var(--line); padding: 1rem 1.125rem; margin-block-end: .875rem;
}
.supports .card { border-inline-start-color: var(--true); }
.refutes .card { border-inline-start-color: var(--false); }
.withdrawn { border-style: dashed; }
.withdrawn blockquote { text-decoration: line-through; }
.marks { display: flex; flex-wrap: wrap; gap: .375rem; margin-block-end: .625rem; }
.marks li { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .625rem; font-size: .8125rem; color: var(--soft); }
blockquote { font-size: 1.0625rem; }
mark { background: var(--mark); color: inherit; padding-inline: .125em; border-radius: .125em; }
.around { color: var(--soft); }
figcaption { border-inline-start: 2px solid var(--line); padding-inline-start: .75rem; }
figcaption p { margin-block-end: .25rem; }
.source { margin-block-end: .375rem; }
.plain li { padding-block: .125rem; }
.chain { margin: 0; padding-inline-start: 1.25rem; }
:lang(fa) .chain { list-style-type: persian; }
.timeline > li { border-inline-start: 2px solid var(--line); padding-inline-start: 1rem; padding-block-end: 1.25rem; }
.timeline h3 { margin-block: 0 .125rem; }
.log { font-size: .9375rem; }
.log li { padding-block: .25rem; border-bottom: 1px solid var(--line); }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .8125rem; }
@media (max-width: 34rem) {
  .facts div { grid-template-columns: 1fr; }
  .card { padding-inline: .875rem; }
}
@media print {
  .skip, footer { display: none; }
  .card, section { break-inside: avoid-page; }
}
`;

/** To stand in the head as it is: the policy lets styles be applied only as they were when they were hashed. */
export const styleElement = raw(`<style>${style}</style>`);

/** Names the styles in a Content-Security-Policy, so that no others are applied. */
export const styleHash = `sha256-${createHash("sha256").update(style).digest("base64")}`;
