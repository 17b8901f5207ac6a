/** What of a start is Node's own. */
console.log("ready");
