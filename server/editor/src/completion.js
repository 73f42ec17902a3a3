/** What the editor proposes: our terms by where the caret stands, the query's own variables, the words of SPARQL. */

import { pickedCompletion } from "@codemirror/autocomplete";
import { fitting, fold } from "./matching.js";
import { standing } from "./standing.js";

const WORDS =
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND PREFIX FROM ASK CONSTRUCT DESCRIBE GROUP ORDER BY HAVING LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT LANG STR REGEX CONTAINS STRSTARTS NOT EXISTS DESC ASC AS IN".split(" ");
const WORD = /[\p{L}\p{N}_:.\/?$<-]*$/u;
/** What is proposed in each place, the first kind before the others. */
const KINDS = {
  class: ["class"],
  property: ["property"],
  object: ["thing", "variable"],
  subject: ["thing", "variable", "word"],
  any: ["word", "variable", "property", "class", "thing"],
};

/**
 * A source of completions for CodeMirror.
 * @param {() => Promise<import("./terms.js").Terms>} terms
 * @param {DOMStringMap} words of the page, in its language
 */
export function completing(terms, words) {
  let entries;
  return async (context) => {
    const text = context.state.doc.toString();
    const word = WORD.exec(text.slice(0, context.pos))[0];
    const from = context.pos - word.length;
    const { place, cls } = standing(text, from);
    const known = await terms();
    entries ??= entriesOf(known, words);
    if (context.aborted || (!word && !context.explicit && place !== "class")) return null;
    const options = (word.startsWith("?") ? variables(text, word) : proposed(place, cls, { entries, known, text, word }));
    return options.length ? { from, options, filter: false } : null;
  };
}

function proposed(place, cls, { entries, known, text, word }) {
  const own = new Set((known.of[cls] ?? []).map((number) => known.properties[number][0]));
  const kinds = { ...entries, word: wordEntries(word), variable: variables(text, "?").map(entryOf) };
  const own_first = (entry) => (own.has(entry.option.displayLabel) ? { ...entry, weight: entry.weight + 1e9 } : entry);
  return KINDS[place].flatMap((kind) => fitting(kinds[kind].map(own_first), word)).map(({ option }) => option);
}

/** The words of SPARQL are proposed only to who has begun one. */
function wordEntries(word) {
  return word ? WORDS.map((name) => entryOf({ label: name, type: "keyword" })) : [];
}

function entryOf(option) {
  return { option, texts: [fold(option.label)], weight: 0 };
}

/** The variables that stand elsewhere in the query. */
function variables(text, word) {
  const found = new Set(text.match(/[?$][\p{L}\w]+/gu) ?? []);
  return [...found].filter((name) => name !== word && name.startsWith(word)).map((label) => ({ label, type: "variable" }));
}

function entriesOf(known, words) {
  const mine = Math.max(known.languages.indexOf(words.language), 0);
  const counted = (kind) => ([name, count, ...names]) => ({
    texts: [name, name.slice(name.indexOf(":") + 1), ...names].map(fold),
    weight: count,
    option: {
      label: name,
      displayLabel: name,
      type: kind,
      detail: [names[mine] || names.find(Boolean), count.toLocaleString(words.language)].filter(Boolean).join(" · "),
      apply: declaring(known.prefixes),
    },
  });
  const thing = ([key, ...names]) => ({
    texts: [...names, key].map(fold),
    weight: 0,
    option: {
      label: `<${known.base}${key}>`,
      displayLabel: names[mine] || names.find(Boolean) || key,
      detail: key,
      type: "thing",
    },
  });
  return {
    class: known.classes.map(counted("class")),
    property: known.properties.map(counted("property")),
    thing: known.things.map(thing),
  };
}

/** Puts a name in, and the declaration of its prefix at the top where it is missing. */
function declaring(prefixes) {
  return (view, completion, from, to) => {
    const name = completion.label;
    const prefix = name.slice(0, name.indexOf(":"));
    const missing =
      prefix in prefixes && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(view.state.doc.toString());
    const line = missing ? `PREFIX ${prefix}: <${prefixes[prefix]}>\n` : "";
    view.dispatch({
      changes: [...(line ? [{ from: 0, insert: line }] : []), { from, to, insert: name }],
      selection: { anchor: from + line.length + name.length },
      annotations: pickedCompletion.of(completion),
      userEvent: "input.complete",
    });
  };
}
