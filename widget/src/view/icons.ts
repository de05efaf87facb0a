import { svg } from "../dom";

const PATHS = {
  // A compass: the way to a job.
  compass: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM15.6 8.4l-2 5.2-5.2 2 2-5.2z",
  chat: "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-4.5 3.6V17H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM8 9.2h8M8 12.6h5",
  close: "M6 6l12 12M18 6L6 18",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  send: "M4.5 12L20 4.5 15.5 20l-4-6.2zM11.5 13.8L20 4.5",
  copy: "M9 9h9a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 18 20H9.5A1.5 1.5 0 0 1 8 18.500V10a1 1 0 0 1 1-1zM5 15.500A1 1 0 0 1 4 14.500V5.500A1.500 1.500 0 0 1 5.500 4h8a1 1 0 0 1 1 1",
  check: "M5 12.500l4.500 4.500L19 7.500",
  up: "M7 10.500v9H4.500v-9zM7 10.500l4-7c1.600 0 2.500 1.100 2.200 2.700L12.700 9H18a2 2 0 0 1 2 2.400l-1.200 6.300a2.200 2.200 0 0 1-2.200 1.800H7",
  down: "M7 13.500v-9H4.500v9zM7 13.500l4 7c1.600 0 2.500-1.100 2.200-2.700L12.700 15H18a2 2 0 0 0 2-2.400l-1.200-6.300a2.200 2.200 0 0 0-2.200-1.800H7",
  restart: "M5 12a7 7 0 1 0 2.200-5.100L4.500 9.300M4.500 4.500v4.800h4.800",
  download: "M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 19.500h14",
  trash: "M4.500 7h15M9.500 7V4.500h5V7M6.500 7l.8 12.500h9.400L17.500 7M10 10.500v5.500M14 10.500v5.500",
  alert: "M12 4.500l8.500 15h-17zM12 10v4M12 16.800v.01",
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing that says nothing to screen readers: what holds it has a name. */
export function icon(name: IconName): SVGSVGElement {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] }),
  );
}
