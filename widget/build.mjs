// Builds the folder that the bot serves: the script with its source map, and the pages, which name the script by
// its version so that browsers may keep it for good.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { build, transform } from "esbuild";

const OUT = new URL("../build/widget/", import.meta.url);
const PAGES = new URL("pages/", import.meta.url);

// The styles are a string in the script: as a <style> a strict Content-Security-Policy would refuse them.
const minifiedStyles = {
  name: "minified-styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
  },
};

const version = (content) => createHash("sha256").update(content).digest("hex").slice(0, 16);

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await build({
  entryPoints: [new URL("src/main.ts", import.meta.url).pathname],
  outfile: new URL("career-chat.js", OUT).pathname,
  bundle: true,
  minify: true,
  sourcemap: true,
  format: "iife",
  target: "es2021",
  legalComments: "eof",
  plugins: [minifiedStyles],
});

const names = await readdir(PAGES);
const assets = ["career-chat.js", ...names.filter((name) => !name.endsWith(".html"))];
for (const name of names.filter((name) => !name.endsWith(".html"))) {
  await writeFile(new URL(name, OUT), await readFile(new URL(name, PAGES)));
}
const versions = Object.fromEntries(
  await Promise.all(assets.map(async (name) => [name, version(await readFile(new URL(name, OUT)))])),
);
// The page comes last: it tells that the build is whole.
for (const name of names.filter((name) => name.endsWith(".html")).sort()) {
  const page = await readFile(new URL(name, PAGES), "utf8");
  const linked = page.replace(/(src|href)="([^"/]+)"/g, (whole, attribute, file) =>
    versions[file] ? `${attribute}="${file}?v=${versions[file]}"` : whole,
  );
  await writeFile(new URL(name, OUT), linked);
}
