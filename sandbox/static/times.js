// The company's wall clock. A "wall" is a Date whose UTC fields read as the company's local time.

const DAYS = "日一二三四五六";
let shift = null; // wall milliseconds minus this browser's clock

export function wall(iso) {
  return new Date(iso.slice(0, 19) + "Z");
}

export function setNow(iso) {
  shift = wall(iso).getTime() - Date.now();
}

export function now() {
  return new Date(Date.now() + (shift ?? 0));
}

const two = (number) => String(number).padStart(2, "0");

export const hourMinute = (date) => `${date.getUTCHours()}:${two(date.getUTCMinutes())}`;

export const longTime = (date) =>
  `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 周${DAYS[date.getUTCDay()]} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;

export const inputValue = (date) => date.toISOString().slice(0, 16);

// The way the client words a time: 16:05, 昨天 16:05, 周三 16:05, 11月2日 16:05.
export function spoken(date, reference = now()) {
  const day = (one) => Math.floor(one.getTime() / 86400000);
  const ago = day(reference) - day(date);
  const clock = hourMinute(date);
  if (ago === 0) return clock;
  if (ago === 1) return `昨天 ${clock}`;
  if (ago > 1 && ago < 7) return `周${DAYS[date.getUTCDay()]} ${clock}`;
  const year = date.getUTCFullYear() === reference.getUTCFullYear() ? "" : `${date.getUTCFullYear()}年`;
  return `${year}${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${clock}`;
}
