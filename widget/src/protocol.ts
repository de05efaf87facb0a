/** What the bot's web channel (bot/channels/web.py) sends and takes. */

export interface Button {
  title: string;
  payload: string;
}

export interface Table {
  caption?: string;
  headers: string[];
  rows: (string | number)[][];
}

export interface Bar {
  label: string;
  min: number;
  max: number;
  text: string;
}

export interface Chart {
  caption?: string;
  unit?: string;
  bars: Bar[];
}

export interface Bubble {
  text?: string;
  buttons?: Button[];
  custom?: { table?: Table; chart?: Chart };
}

export type Rating = "up" | "down" | null;

/** A message and its answer; times are seconds since 1970. */
export interface Turn {
  id: string;
  text: string;
  at: number;
  bubbles: Bubble[];
  answered_at: number;
  rating?: Rating;
}

/** A message on its way: the same id at every try. */
export interface Message {
  id: string;
  text: string;
  payload?: string;
}

export interface Session {
  token: string;
  expires: number;
}

export type Answer = { turn: Turn } | { forgotten: true; bubbles: Bubble[] };
