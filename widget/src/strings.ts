import french from "./strings.fr.json";

/** Everything the widget itself says. What the bot says comes from the server. */
export const strings = french;

/** Puts values in the place of `{name}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
