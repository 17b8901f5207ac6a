// Monaco as this page needs it: workers from our own files, and text that reads right to left.
import { editor } from "monaco-graphql/esm/monaco-editor.js";
import EditorWorker from "monaco-editor/esm/vs/editor/editor.worker.js?worker";
import JsonWorker from "monaco-editor/esm/vs/language/json/json.worker.js?worker";
import GraphQLWorker from "monaco-graphql/esm/graphql.worker.js?worker";

const zeroWidthJoiners = { "\u200c": true, "\u200d": true } as const;

/** Must run before the first editor is made. */
export function setUpEditors(): void {
  window.MonacoEnvironment = {
    getWorker(_id, label) {
      if (label === "json") return new JsonWorker();
      if (label === "graphql") return new GraphQLWorker();
      return new EditorWorker();
    },
  };
  // GraphiQL names its own font when it makes an editor and offers no other way to change it.
  editor.onDidCreateEditor((created) => {
    created.updateOptions({
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--sanad-mono"),
      fontSize: 14,
      wordWrap: "on",
      // Persian and Arabic letters look like others to the highlighter, and joiners are spelling.
      unicodeHighlight: { ambiguousCharacters: false, allowedCharacters: zeroWidthJoiners },
    });
  });
}
