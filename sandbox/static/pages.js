// Everything that is not the chat: who holds the phone, 消息, 通讯录, 我.
import { appLogo, avatar, badge, h, icon } from "./dom.js";
import { clockButtons } from "./clock.js";
import { brief, state } from "./state.js";
import { spoken, wall } from "./times.js";

const phoneOf = (member) => `/?u=${encodeURIComponent(member.userid)}#chat`;

export function pickerPage() {
  return h("section", { class: "page picker" },
    h("header", { class: "picker-head" }, appLogo(64), h("h1", {}, state.company.corp_name), h("p", {}, "选择这部手机的主人")),
    h("div", { class: "rows" }, state.company.members.map((one) => memberRow(one, true))));
}

export function homePage() {
  const mine = state.me;
  return tabbed("home", "消息", h("div", { class: "rows" },
    h("a", { class: "row talk", href: "#chat" },
      h("span", { class: "with-badge" }, appLogo(48), badge(mine.unread)),
      h("span", { class: "row-words" },
        h("span", { class: "row-name" }, state.company.app_name, h("span", { class: "tag" }, "应用")),
        h("small", { class: "row-brief" }, brief(mine.last) || "暂无消息")),
      mine.last ? h("time", {}, spoken(wall(mine.last.at))) : null)));
}

export function contactsPage() {
  const { departments, members, corp_name: corp } = state.company;
  const of = (department) => members.filter((one) => one.departments.includes(department.name));
  return tabbed("contacts", "通讯录", h("div", { class: "rows" },
    departments.filter((one) => of(one).length).map((one) => [
      h("h2", { class: "group" }, one.name === corp ? corp : one.name), of(one).map((member) => memberRow(member, false)),
    ])));
}

export function mePage() {
  return tabbed("me", "我", h("div", { class: "rows" },
    h("div", { class: "row me-card" }, avatar(state.me, 64),
      h("span", { class: "row-words" }, h("span", { class: "row-name" }, state.me.name),
        h("small", {}, [state.me.position, state.me.departments.join("、")].filter(Boolean).join(" · ")))),
    h("a", { class: "row plain", href: "/" }, icon("people", 22), "切换成员"),
    state.company.can_move_clock ? h("div", { class: "row plain clock-row" }, icon("clock", 22), clockButtons()) : null));
}

function memberRow(one, link) {
  const inside = [
    h("span", { class: "with-badge" }, avatar(one, 44), link ? badge(one.unread) : null),
    h("span", { class: "row-words" }, h("span", { class: "row-name" }, one.name, one.leader ? h("span", { class: "tag" }, "负责人") : null),
      h("small", {}, [one.position, one.departments.join("、")].filter(Boolean).join(" · "))),
  ];
  return link ? h("a", { class: "row", href: phoneOf(one) }, inside, icon("right", 18)) : h("div", { class: "row" }, inside);
}

function tabbed(here, title, content) {
  const tabs = [["home", "chat", "消息"], ["contacts", "people", "通讯录"], ["me", "person", "我"]];
  return h("section", { class: `page tab-${here}` },
    h("header", { class: "bar bar-home" }, h("span", { class: "bar-face" }, avatar(state.me, 30)), h("h1", {}, title), h("span")),
    content,
    h("nav", { class: "tabs", "aria-label": "主导航" }, tabs.map(([hash, image, words]) =>
      h("a", { href: "#" + hash, "aria-current": hash === here ? "page" : null },
        h("span", { class: "with-badge" }, icon(image, 24), hash === "home" ? badge(state.me.unread) : null), words))));
}

// Beside the phone on a wide screen: whose phone this is, and the others.
export function peopleList() {
  return [
    h("h2", {}, "谁的手机"),
    state.company.members.map((one) => h("a", { href: phoneOf(one), class: "someone", "aria-current": state.me?.userid === one.userid ? "page" : null, title: "按住 Ctrl 点击，可在新标签页打开另一部手机" },
      h("span", { class: "with-badge" }, avatar(one, 36), badge(one.unread)),
      h("span", {}, one.name, h("small", {}, [one.position, one.departments[0]].filter(Boolean).join(" · "))))),
  ];
}
