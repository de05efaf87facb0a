const HOUR = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long" });
const FULL = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeStyle: "short" });

/** The hour, with the day before it when that is not today. */
export function clock(date: Date): string {
  const today = date.toDateString() === new Date().toDateString();
  return today ? HOUR.format(date) : `${DAY.format(date)}, ${HOUR.format(date)}`;
}

/** Date and hour in full. */
export function fullDate(date: Date): string {
  return FULL.format(date);
}
