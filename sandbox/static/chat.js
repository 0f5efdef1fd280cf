// The chat with the app: log, time separators, staying at the end.
import { act, get } from "./api.js";
import { bubble } from "./bubbles.js";
import { composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { choose } from "./sheet.js";
import { state } from "./state.js";
import { spoken, wall } from "./times.js";

const GAP_MS = 5 * 60 * 1000;
const NEAR_END = 120;

let log = null;
let pinned = true; // whether the log stays at its end; only scrolling back up lets go
let lastTop = 0;

export async function chatPage() {
  log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": `与${state.company.app_name}的聊天`, tabindex: "0" });
  const jump = h("button", { class: "to-end", hidden: true, onclick: () => toEnd() }, icon("down", 18), "有新消息");
  log.addEventListener("scroll", () => {
    if (nearEnd()) pinned = true;
    else if (log.scrollTop < lastTop - 2) pinned = false;
    lastTop = log.scrollTop;
    jump.hidden ||= pinned;
  });
  log.addEventListener("click", () => document.querySelector(".composer")?.dispatchEvent(new Event("fold")));
  const page = h("section", { class: "page chat" },
    h("header", { class: "bar" },
      h("a", { class: "bar-button back", href: "#home", "aria-label": "返回" }, icon("back")),
      h("h1", {}, state.company.app_name),
      h("button", { class: "bar-button", "aria-label": "更多", onclick: appInfo }, icon("more"))),
    h("div", { class: "log-box" }, log, jump), composer(() => pinned && toEnd(false)));
  page.leave = () => { log = null; };
  pinned = true;
  lastTop = 0;
  const view = await get(`chat/${encodeURIComponent(state.me.userid)}`);
  state.messages = new Map(view.messages.map((one) => [one.msgid, one]));
  queueMicrotask(() => { draw(); toEnd(false); });
  act(state.me.userid, "enter").catch(() => {});
  return page;
}

export const chatIsOpen = () => log !== null && !document.querySelector(".webview");

// A new message or a new state of an old one.
export function show(message) {
  const known = state.messages.get(message.msgid);
  if (known && known.seq > message.seq) return;
  state.messages.set(message.msgid, message);
  if (!log) return;
  const stay = pinned || message.mine;
  const old = log.querySelector(`[data-msgid="${CSS.escape(message.msgid)}"]`);
  if (old) {
    const focused = old.contains(document.activeElement);
    const fresh = bubble(message);
    old.replaceWith(fresh);
    if (focused) (fresh.querySelector("button:not([disabled])") ?? log).focus({ preventScroll: true });
  } else {
    append(message, last());
  }
  if (stay) toEnd();
  else if (!old) log.parentElement.querySelector(".to-end").hidden = false;
  if (!message.mine && document.visibilityState === "visible") act(state.me.userid, "read").catch(() => {});
}

function draw() {
  log.replaceChildren();
  let before = null;
  for (const message of state.messages.values()) {
    append(message, before);
    before = message;
  }
  if (!before) log.append(h("p", { class: "note hello" }, `这里是「${state.company.app_name}」，像和同事说话一样发一句试试。`));
}

function append(message, before) {
  log.querySelector(".hello")?.remove();
  const at = wall(message.at);
  if (!before || Math.abs(at - wall(before.at)) > GAP_MS) log.append(h("div", { class: "time" }, spoken(at)));
  log.append(bubble(message));
  log.lastElementChild.querySelectorAll("img").forEach((image) => {
    image.addEventListener("load", () => pinned && toEnd(false));
  });
}

function last() {
  return [...state.messages.values()].at(-2) ?? null;
}

const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;

export function toEnd(smooth = true) {
  if (!log) return;
  pinned = true;
  const still = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
  log.scrollTo({ top: log.scrollHeight, behavior: still ? "instant" : "smooth" });
}

async function appInfo() {
  const what = await choose(state.company.app_name, [
    { text: "重新进入会话", value: "enter" },
    { text: "切换成员", value: "switch" },
  ]);
  if (what === "enter") act(state.me.userid, "enter").catch(() => {});
  if (what === "switch") location.href = "/";
}
