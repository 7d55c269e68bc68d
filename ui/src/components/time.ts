const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const timeFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
const shortFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** `20 Nov 2026, 14:02`, or the day alone; the text itself where it is no time. */
export function whenOf(at: string, day = false): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : (day ? dayFormat : timeFormat).format(date);
}

/** `20 Nov, 14:02` */
export function shortWhenOf(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : shortFormat.format(date);
}

export function utcOf(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : date.toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
}

const dayLength = 86_400_000;

/** Whether a time lies more than a day back. */
export function isOlderThanADay(at: string, now: number): boolean {
  return now - new Date(at).getTime() > dayLength;
}

/** `3 days`, `5 hours`, `less than an hour`: how long ago. */
export function ageOf(at: string, now: number): string {
  const hours = Math.floor((now - new Date(at).getTime()) / 3_600_000);
  if (hours < 1) return "less than an hour";
  if (hours < 48) return hours === 1 ? "1 hour" : `${hours} hours`;
  return `${Math.floor(hours / 24)} days`;
}

/** `40 s`, `3 min`, `2 h 10 min`: how long something takes. */
export function durationOf(seconds: number): string {
  if (seconds < 90) return `${Math.max(Math.round(seconds), 1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
