/** How the editor looks: in the colours of the page, light and dark alike, which its stylesheet sets. */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const LINE = "1px solid var(--line)";

const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--soft)" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  // As high as the text area whose place it takes, so that nothing below moves; it can be drawn larger as that can.
  "&.cm-editor": { height: "21rem", minHeight: "8rem", resize: "vertical", overflow: "hidden" },
  ".cm-scroller": { font: ".875rem/1.55 var(--mono)", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", borderRight: LINE },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--line)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--line)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--soft)", maxWidth: "95vw" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxHeight: "none", font: ".875rem/1.5 var(--mono)", maxWidth: "min(95vw, 40rem)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--ground)", backgroundColor: "var(--link)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "inherit" },
  ".cm-problem": { textDecoration: "underline wavy var(--bad)" },
  ".cm-dots": { color: "var(--bad)", minWidth: "1rem" },
});

const words = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--link)", fontWeight: "600" },
  { tag: [tags.variableName, tags.local(tags.variableName)], fontWeight: "600" },
  { tag: [tags.comment, tags.meta], color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.string, fontStyle: "italic" },
]);

export const looks = [theme, syntaxHighlighting(words)];
