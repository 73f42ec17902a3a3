/** Writes the licences of all packages in the bundle beside it. */

import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const bundled = Object.entries(lock.packages).filter(([path, about]) => path && !about.dev);
const texts = bundled.map(([path, about]) => {
  const name = path.replace(/^node_modules\//, "");
  return `${name} ${about.version}\n\n${readFileSync(`${path}/LICENSE`, "utf8").trim()}\n`;
});
writeFileSync("../partnercities/web/static/editor.js.LEGAL.txt", texts.join("\n----\n\n"));
