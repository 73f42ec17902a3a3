/** What can be completed, as the server knows it. */

/**
 * @typedef {object} Terms
 * @property {Record<string, string>} prefixes
 * @property {string} base what the keys of things are behind, in an IRI
 * @property {string[]} languages of the names, in their order in the entries
 * @property {[string, number, ...string[]][]} classes name, count, names by language
 * @property {[string, number, ...string[]][]} properties the same
 * @property {Record<string, number[]>} of the places of the properties of each class
 * @property {[string, ...string[]][]} things key, names by language
 */

const NONE = { prefixes: {}, base: "", languages: [], classes: [], properties: [], of: {}, things: [] };

/**
 * A function that fetches the terms when it is called first. Without them the editor completes its own words only.
 * @returns {() => Promise<Terms>}
 */
export function onceTerms() {
  let fetched;
  return () => (fetched ??= fetch("/terms.json").then((answer) => (answer.ok ? answer.json() : NONE), () => NONE));
}
