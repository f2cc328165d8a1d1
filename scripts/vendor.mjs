// Copies the third-party parts of the look from node_modules to static/vendor/.
//
//   npm ci && npm run vendor         writes static/vendor/ anew
//   npm ci && npm run vendor:check   ends non-zero when static/vendor/ differs from what this script makes
//
// The output depends on package-lock.json and on the two lists below, and on nothing else: a new template
// never changes it. Running the portal needs no Node; only a change of these lists or versions does.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const OUT = join(ROOT, "static", "vendor");
const MODULES = join(ROOT, "node_modules");

// Components of NL Design System (class prefix "utrecht-") that templates may use.
const COMPONENTS = [
  "body", "breadcrumb-nav", "button", "button-group", "checkbox", "custom-checkbox", "data-list", "document",
  "form-field", "form-field-description", "form-field-error-message", "form-fieldset", "form-label",
  "heading-1", "heading-2", "heading-3", "heading-4", "icon", "link", "nav-bar", "nav-list", "page-body",
  "page-footer", "page-header", "pagination", "paragraph", "radio-button", "root", "select", "skip-link",
  "table", "textarea", "textbox",
];

// Tabler icons by name; "-vol" is the filled drawing. Add a name here to use an icon in a template.
const ICONS = `
  alert-circle alert-octagon-vol alert-octagon alert-triangle-vol alert-triangle arrow-back-up
  arrow-right arrows-exchange arrows-sort book-2 braces building-community bulb calendar-event
  calendar-search chart-bar-off chart-line check checks chevron-down circle-check-vol
  circle-check circle-dashed circle clipboard-list clock copy device-floppy device-mobile dots
  download equal eye file-text file-type-csv file-type-pdf filter gavel grip-vertical help-circle history
  home-heart hourglass info-circle key list-check loader-2 lock login mail map-pin menu-2
  message-2 message-circle minus paperclip pencil phone player-pause player-play
  player-skip-forward plus quote refresh repeat replace school search send shield-lock
  sort-ascending table target-arrow transfer trending-down trending-up user-question user users wallet world x
  zoom-exclamation
`.trim().split(/\s+/);

const FONTS = {
  "@fontsource-variable/source-sans-3": [
    "source-sans-3-latin-wght-normal", "source-sans-3-latin-wght-italic", "source-sans-3-latin-ext-wght-normal",
  ],
  "@fontsource-variable/noto-sans-arabic": ["noto-sans-arabic-arabic-wght-normal"],
  // WeasyPrint embeds static weights only.
  "@fontsource/source-sans-3": [
    "source-sans-3-latin-400-normal", "source-sans-3-latin-400-italic",
    "source-sans-3-latin-600-normal", "source-sans-3-latin-700-normal",
  ],
};

const LICENCES = {
  "nlds/LICENSE-utrecht.md": "@utrecht/component-library-css/LICENSE.md",
  "nlds/LICENSE-voorbeeld.md": "@nl-design-system-unstable/voorbeeld-design-tokens/LICENSE.md",
  "fonts/LICENSE-source-sans-3.txt": "@fontsource-variable/source-sans-3/LICENSE",
  "fonts/LICENSE-noto-sans-arabic.txt": "@fontsource-variable/noto-sans-arabic/LICENSE",
  "icons/LICENSE-tabler.txt": "@tabler/icons/LICENSE",
  "htmx/LICENSE-htmx.txt": "htmx.org/LICENSE",
  "sortable/LICENSE-sortable.txt": "sortablejs/LICENSE",
};

const CONTENTS = [
  ["nlds/{nlds.css,beeld-*.svg}", "@utrecht/component-library-css", "EUPL-1.2"],
  ["nlds/nlds.css", "@nl-design-system-unstable/voorbeeld-design-tokens", "EUPL-1.2"],
  ["fonts/source-sans-3-\*-wght-\*", "@fontsource-variable/source-sans-3", "OFL-1.1"],
  ["fonts/source-sans-3-latin-{400,600,700}-\*", "@fontsource/source-sans-3", "OFL-1.1"],
  ["fonts/noto-sans-arabic-\*", "@fontsource-variable/noto-sans-arabic", "OFL-1.1"],
  ["icons/\*.svg", "@tabler/icons", "MIT"],
  ["htmx/htmx.min.js", "htmx.org", "0BSD"],
  ["sortable/Sortable.min.js", "sortablejs", "MIT"],
];

const module = (path) => readFileSync(join(MODULES, path));
const version = (name) => JSON.parse(module(`${name}/package.json`)).version;

/** NLDS components and tokens as one small sheet: unused selectors and tokens out, in a layer of its own. */
async function sheet() {
  const css = [
    "@utrecht/component-library-css/dist/index.css",
    "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css",
  ].map((path) => module(path).toString().replace(/@charset "UTF-8";/gi, "")).join("\n");
  const classes = new RegExp(`^utrecht-(${COMPONENTS.join("|")})(--|__|$)`);
  const [{ css: purged }] = await new PurgeCSS().purge({
    content: [{ raw: "voorbeeld-theme", extension: "txt" }],
    css: [{ raw: css }],
    safelist: { standard: [classes] },
    variables: true,
  });
  // The layer makes every rule of ours win from NLDS, whatever its specificity.
  const { code } = transform({ filename: "nlds.css", code: Buffer.from(`@layer nlds{${purged}}`), minify: true });
  const notice = CONTENTS.slice(0, 2).map(([, name, licence]) => `${name} ${version(name)}, ${licence}`).join("; ");
  return `/*! Made by scripts/vendor.mjs from ${notice}; licence texts beside this file. */\n${code}\n`;
}

/** The sheet and its drawings as files: the CSP of the portal allows no data: addresses. */
async function nlds() {
  const drawings = new Map();
  const css = (await sheet()).replace(/url\("data:image\/svg\+xml,([^"]+)"\)/g, (_, data) => {
    const svg = decodeURIComponent(data);
    if (!drawings.has(svg)) drawings.set(svg, `beeld-${drawings.size + 1}.svg`);
    return `url("${drawings.get(svg)}")`;
  });
  if (css.includes("data:")) throw new Error("nlds.css still holds a data: address");
  return [["nlds/nlds.css", css], ...[...drawings].map(([svg, name]) => [`nlds/${name}`, `${svg}\n`])];
}

function icon(name) {
  const filled = name.endsWith("-vol");
  const file = `${filled ? name.slice(0, -4) : name}.svg`;
  return module(`@tabler/icons/icons/${filled ? "filled" : "outline"}/${file}`).toString().replace(/^<!--[^]*?-->\s*/, "");
}

function versions() {
  const rows = CONTENTS.map(([file, name, licence]) => `| ${file} | ${name} | ${version(name)} | ${licence} |`);
  return [
    "# Third-party files",
    "",
    "Made by `npm run vendor` (scripts/vendor.mjs); nothing here is edited by hand. Licence texts stand beside the files.",
    "",
    "| file | package | version | licence |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

/** Everything that belongs in static/vendor/, as a map from relative path to content. */
async function build() {
  const files = new Map(await nlds());
  for (const [name, fonts] of Object.entries(FONTS)) {
    for (const font of fonts) files.set(`fonts/${font}.woff2`, module(`${name}/files/${font}.woff2`));
  }
  for (const name of ICONS) files.set(`icons/${name}.svg`, icon(name));
  files.set("htmx/htmx.min.js", module("htmx.org/dist/htmx.min.js"));
  files.set("sortable/Sortable.min.js", module("sortablejs/Sortable.min.js"));
  for (const [target, source] of Object.entries(LICENCES)) files.set(target, module(source));
  files.set("VERSIONS.md", versions());
  return new Map([...files].map(([path, content]) => [path, Buffer.from(content)]));
}

function present() {
  try {
    return readdirSync(OUT, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(OUT, join(entry.parentPath ?? entry.path, entry.name)));
  } catch {
    return [];
  }
}

function check(files) {
  const wrong = [];
  for (const [path, content] of files) {
    if (!present().includes(path)) wrong.push(`missing: ${path}`);
    else if (!readFileSync(join(OUT, path)).equals(content)) wrong.push(`differs: ${path}`);
  }
  for (const path of present()) if (!files.has(path)) wrong.push(`not made by the script: ${path}`);
  for (const line of wrong) console.error(line);
  console.log(wrong.length ? `static/vendor: ${wrong.length} difference(s)` : `static/vendor: ${files.size} files as made`);
  process.exitCode = wrong.length ? 1 : 0;
}

function write(files) {
  rmSync(OUT, { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(OUT, path)), { recursive: true });
    writeFileSync(join(OUT, path), content);
  }
  console.log(`static/vendor: ${files.size} files written`);
}

const files = await build();
process.argv.includes("--check") ? check(files) : write(files);
