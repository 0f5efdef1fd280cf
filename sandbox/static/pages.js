// Everything that is not the chat: who holds the phone, 消息, 通讯录, 我.
import { get } from "./api.js";
import { appLogo, avatar, badge, h, icon } from "./dom.js";
import { clockButtons } from "./clock.js";
import { brief, state } from "./state.js";
import { hourMinute, inputValue, longTime, now, spoken, wall } from "./times.js";

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
    h("a", { class: "row plain", href: "#schedule" }, icon("calendar", 22), "日程"),
    h("a", { class: "row plain", href: "/" }, icon("people", 22), "切换成员"),
    state.company.can_move_clock ? h("div", { class: "row plain clock-row" }, icon("clock", 22), clockButtons()) : null));
}

// 日程: what stands in this member's calendar, from today on, a heading for each day.
export async function schedulePage() {
  const { entries } = await get(`schedules/${encodeURIComponent(state.me.userid)}`);
  const today = inputValue(now()).slice(0, 10);
  const coming = entries.filter((one) => one.end.slice(0, 10) >= today);
  let day = "";
  const rows = coming.map((one) => {
    const at = wall(one.start);
    const heading = one.start.slice(0, 10) === day ? null : h("h2", { class: "group" }, longTime(at).split(" ").slice(0, 2).join(" "));
    day = one.start.slice(0, 10);
    return [heading, h("div", { class: "row entry" },
      h("time", {}, hourMinute(at), h("small", {}, hourMinute(wall(one.end)))),
      h("span", { class: "row-words" }, h("span", { class: "row-name" }, one.summary),
        h("small", {}, [one.location, one.people.join("、")].filter(Boolean).join(" · "))))];
  });
  return tabbed("schedule", "日程", h("div", { class: "rows" },
    coming.length ? rows : h("p", { class: "note" }, "暂无日程。跟机器人说「明天下午3点去华为」就会出现在这里。")));
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
