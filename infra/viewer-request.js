// Put by infra/router.ts at the top of SST's viewer-request function, without these lines: there `event` is given, ten kilobytes are
// all that a function may have, and the JavaScript is CloudFront's own: no destructuring, spread, for-of, ?. and ??.
//
// Of Accept, what the app does not look at is left out, so that one answer is kept for all browsers and not one for each. Where
// nothing is left the app must still see that nothing of its own is accepted. Quoted commas are not worth reading.
{
  const headers = event.request.headers;
  const given = headers.accept ? headers.accept.multiValue || [headers.accept] : [];
  const accept = given.map((header) => header.value).join(",");
  if (accept.trim() === "") {
    headers.accept = { value: "*/*" };
  } else if (!accept.includes('"')) {
    const read =
      /text\/html|^(\*\/\*|(text|application)\/[^;]*\*|application\/(json|ld\+json|graphql-response\+json))[ \t]*(;|$)/i;
    const ranges = accept.split(",").map((range) => range.replace(/^[ \t]+|[ \t]+$/g, ""));
    headers.accept = { value: ranges.filter((range) => read.test(range)).join() || "none/none" };
  }
}
