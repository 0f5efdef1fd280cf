// Start, routes (#chat, #home, #contacts, #me, #schedule) and what happens when something changes.
import { act, get } from "./api.js";
import { chatIsOpen, chatPage, show } from "./chat.js";
import { desk, statusBar, tick } from "./clock.js";
import { appLogo, h } from "./dom.js";
import { follow } from "./live.js";
import { contactsPage, homePage, mePage, peopleList, pickerPage, schedulePage } from "./pages.js";
import { brief, member, state } from "./state.js";
import { setNow } from "./times.js";

const screen = document.getElementById("screen");
const wanted = new URLSearchParams(location.search).get("u");
const ROUTES = { "#chat": chatPage, "#home": homePage, "#contacts": contactsPage, "#me": mePage, "#schedule": schedulePage };

let page = null;

async function start() {
  await refresh();
  document.getElementById("desk").replaceChildren(...desk(state.company.can_move_clock).filter(Boolean));
  document.body.classList.toggle("no-person", !state.me);
  await route();
  window.addEventListener("hashchange", route);
  document.addEventListener("visibilitychange", looked);
  setInterval(tick, 1000);
  follow(state.company.seq, heard);
  document.body.dataset.ready = "yes";
}

function looked() {
  if (document.visibilityState !== "visible") return;
  if (chatIsOpen()) act(state.me.userid, "read").catch(() => {});
  refresh().catch(() => {});
}

async function refresh() {
  const menuBefore = JSON.stringify(state.company?.menu ?? null);
  state.company = await get("company");
  state.me = wanted ? member(wanted) : null;
  setNow(state.company.now);
  tick();
  document.getElementById("people").replaceChildren(...peopleList().flat());
  const unread = state.me?.unread ? `(${state.me.unread}) ` : "";
  document.title = state.me ? `${unread}${state.me.name} · ${state.company.app_name}` : `${state.company.corp_name} · 企业微信`;
  const menuChanged = page && menuBefore !== JSON.stringify(state.company.menu);
  if (page && (page.matches(".tab-home, .tab-schedule, .picker") || menuChanged)) await route();
}

async function route() {
  const draw = state.me ? ROUTES[location.hash] ?? chatPage : pickerPage;
  if (page?.leave) page.leave();
  document.querySelector(".webview")?.remove();
  const fresh = await draw();
  page = fresh;
  screen.replaceChildren(statusBar(), fresh);
  tick();
  if (fresh.classList.contains("chat") && matchMedia("(min-width: 700px)").matches) fresh.querySelector("#say").focus();
}

let later = 0;

function heard(view) {
  if (view.now) setNow(view.now);
  if (view.reset) {
    refresh().then(route);
    return;
  }
  for (const { userid, message } of view.changes) {
    if (message && state.me && userid === state.me.userid) arrive(message);
  }
  clearTimeout(later);
  later = setTimeout(() => refresh().catch(() => {}), 120);
}

function arrive(message) {
  const fresh = !state.messages.has(message.msgid);
  show(message);
  if (fresh && !message.mine && !chatIsOpen()) banner(message);
}

function banner(message) {
  screen.querySelector(".banner")?.remove();
  const open = () => {
    document.querySelector(".webview")?.remove();
    node.remove();
    location.hash = "#chat";
  };
  const node = h("button", { class: "banner", onclick: open }, appLogo(36),
    h("span", {}, h("strong", {}, state.company.app_name), h("small", {}, brief(message))));
  screen.append(node);
  setTimeout(() => node.remove(), 5000);
}

start().catch((error) => {
  screen.replaceChildren(h("p", { class: "note" }, `打不开：${error.message}`));
});
