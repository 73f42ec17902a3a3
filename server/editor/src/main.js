/** The page of queries, with an editor in place of the plain text area. What is here only adds to what the page does. */

import { Asking } from "./asking.js";
import { addCopying } from "./copying.js";
import { openEditor } from "./editor.js";
import { mark } from "./marks.js";
import { onceTerms } from "./terms.js";

const form = document.querySelector("#asking");
const area = form.elements.query;
const terms = onceTerms();
const asking = new Asking(form, () => {
  mark(view);
  addCopying(form.dataset, asking.progress);
});
const view = openEditor(area, { label: document.querySelector("#query-label"), words: form.dataset, terms, run: () => asking.run() });

document.querySelector("#keys").classList.remove("later");
mark(view);
addCopying(form.dataset, asking.progress);
