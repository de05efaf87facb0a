import DOMPurify from "dompurify";
import { Marked } from "marked";
import { spoken } from "./dom";
import { strings } from "./strings";

// Returning nothing turns a construct off, returning false leaves it to marked.
const off = () => undefined;

// The bot writes plain French with lists, links and emphasis. Everything else that Markdown takes for a sign stays
// as it was written: `a < b`, `> SMIC`, `# 1`, `+ 3 ans`, `2026. Et après ?`.
const markdown = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    html: off,
    tag: off,
    code: off,
    fences: off,
    codespan: off,
    heading: off,
    lheading: off,
    hr: off,
    blockquote: off,
    table: off,
    def: off,
    del: off,
    escape: off,
    list(source: string) {
      return /^(-|\d{1,3}\.) /.test(source) ? false : undefined;
    },
  },
  renderer: {
    image({ text }) {
      return text;
    },
  },
});

const ALLOWED = {
  ALLOWED_TAGS: ["p", "br", "strong", "em", "ul", "ol", "li", "a"],
  ALLOWED_ATTR: ["href", "start"],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:)/i,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true as const,
};

const PURIFIER = DOMPurify(window);

/** The bot's text as safe elements. */
export function rendered(text: string): DocumentFragment {
  const source = text
    // Markdown would take a line below a list for a part of its last item,
    .replace(/^(- .*)\n(?=[^\n\s-])/gm, "$1\n\n")
    // and "&lt;" for a sign.
    .replace(/&(?=#?\w+;)/g, "&amp;");
  const fragment = PURIFIER.sanitize(markdown.parse(source, { async: false }), ALLOWED);
  for (const link of fragment.querySelectorAll("a[href]")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
    link.append(" ", spoken(strings.newWindow));
  }
  return fragment;
}

/** The text without its list lines, which a table beside it says. */
export function withoutList(text: string): string {
  return text.replace(/^- .*\n?/gm, "").trim();
}
