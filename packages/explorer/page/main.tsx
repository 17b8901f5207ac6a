// The page at /graphql: GraphiQL over this server's own API, with the sample queries as its first
// tabs. Everything it loads comes from this server; a visitor's token stays in the open page.
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "graphiql/graphiql.css";
import { executeOverHttp } from "./fetcher.ts";
import { setUpEditors } from "./editors.ts";
import "./page.css";

const queries = import.meta.glob<string>("../queries/*.graphql", {
  query: "?raw",
  import: "default",
  eager: true,
});

// As comments, since an empty token would be refused, while none at all is a reader's.
const headers = `{
  // To act as an editor, give a token that the server printed when it started:
  // "Authorization": "Bearer …"
}`;

const tabs = Object.keys(queries)
  .toSorted()
  .map((path) => ({ query: queries[path]!.trimEnd(), headers }));

setUpEditors();
// No history: GraphiQL's keeps each query's headers, and so the token, in localStorage.
createRoot(document.querySelector("#explorer")!).render(
  <GraphiQL
    fetcher={executeOverHttp}
    defaultTabs={tabs}
    defaultHeaders={headers}
    defaultEditorToolsVisibility="headers"
    plugins={[]}
    schemaDescription
  >
    <GraphiQL.Logo>
      <span lang="fa">سند</span> Sanad
    </GraphiQL.Logo>
  </GraphiQL>,
);
