// Template cards, drawn as WeCom draws the five types.
import { h, icon } from "./dom.js";
import { act } from "./api.js";
import { choose, toast } from "./sheet.js";
import { mediaUrl, state } from "./state.js";
import { openPage } from "./webview.js";

const SOURCE_COLOURS = ["", "black", "red", "green"];

export function templateCard(message) {
  const { card } = message;
  const chosen = {};
  const body = h("div", { class: "card-pad" }, source(message), [
    mainTitle(card), emphasis(card), imageArea(card), quote(card), subTitle(card), vertical(card), horizontal(card),
  ]);
  return h("div", { class: `card template ${card.card_type}`, role: "group", "aria-label": card.main_title?.title ?? "卡片" },
    picture(card), linked(card, body), questionsOf(message, chosen), buttons(message, chosen), jumps(card));
}

function source(message) {
  const { source: from, action_menu: menu } = message.card;
  if (!from && !menu) return null;
  return h("div", { class: "source" },
    from?.icon_url ? h("img", { src: from.icon_url, alt: "" }) : null,
    h("span", { class: "source-" + (SOURCE_COLOURS[from?.desc_color] ?? "") }, from?.desc ?? ""),
    menu ? h("button", { class: "dots", "aria-label": menu.desc || "更多操作", onclick: (event) => { event.stopPropagation(); openMenu(message); } }, icon("more", 18)) : null);
}

async function openMenu(message) {
  const menu = message.card.action_menu;
  const key = await choose(menu.desc || "更多操作", menu.action_list.map((one) => ({ text: one.text, value: one.key })));
  if (key) await tap(message, key, undefined);
}

const mainTitle = ({ main_title: title }) => title && [
  title.title ? h("div", { class: "card-title" }, title.title) : null,
  title.desc ? h("div", { class: "card-desc" }, title.desc) : null,
];

const emphasis = ({ emphasis_content: part }) => part && h("div", { class: "emphasis" },
  h("div", { class: "emphasis-title" }, part.title ?? ""), part.desc ? h("div", { class: "emphasis-desc" }, part.desc) : null);

const subTitle = ({ sub_title_text: words }) => words && h("div", { class: "sub-title" }, words);

const picture = ({ card_type: type, card_image: image }) => type === "news_notice" && image
  && h("img", { class: "card-image", src: image.url, alt: "", style: `aspect-ratio:${image.aspect_ratio ?? 1.3}` });

const imageArea = ({ card_type: type, image_text_area: area }) => type === "news_notice" && area && maybeLink(area,
  h("div", { class: "image-area" }, h("img", { src: area.image_url, alt: "" }),
    h("div", {}, h("div", { class: "image-area-title" }, area.title ?? ""), h("div", { class: "card-desc" }, area.desc ?? ""))));

const quote = ({ quote_area: area }) => area && (area.title || area.quote_text) && maybeLink(area,
  h("div", { class: "quote" }, area.title ? h("div", { class: "quote-title" }, area.title) : null, h("div", {}, area.quote_text ?? "")));

const vertical = ({ vertical_content_list: list }) => list && list.map((item) =>
  h("div", { class: "vertical" }, h("div", { class: "vertical-title" }, item.title), item.desc ? h("div", { class: "card-desc" }, item.desc) : null));

const horizontal = ({ horizontal_content_list: list }) => list?.length ? h("dl", { class: "horizontal" },
  list.map((item) => [h("dt", {}, item.keyname), h("dd", {}, horizontalValue(item))])) : null;

function horizontalValue(item) {
  if (item.type === 1) return anchor(item.url, item.value || "查看");
  if (item.type === 2) return h("a", { href: mediaUrl(item.media_id), download: item.value || "file", onclick: (e) => e.stopPropagation() }, item.value || "文件");
  if (item.type === 3) return h("span", { class: "person" }, item.value || item.userid);
  return item.value ?? "";
}

function jumps({ jump_list: list }) {
  return list?.length ? h("div", { class: "jumps" }, list.map((item) => {
    const inside = [h("span", {}, item.title), icon("right", 16)];
    if (item.type === 1) return h("a", { class: "jump", href: item.url, onclick: (e) => { e.preventDefault(); openPage(item.url, item.title); } }, inside);
    return h("div", { class: "jump plain" }, item.title);
  })) : null;
}

// The card's own link covers its body; links and buttons inside keep their own way.
function linked({ card_action: action, main_title: title }, body) {
  if (action?.type !== 1) return body;
  const open = (event) => {
    if (event.target.closest("a, button, select, input") === null) openPage(action.url, title?.title);
  };
  body.classList.add("linked");
  body.addEventListener("click", open);
  body.addEventListener("keydown", (event) => event.key === "Enter" && event.target === body && openPage(action.url, title?.title));
  body.tabIndex = 0;
  body.setAttribute("role", "link");
  body.setAttribute("aria-label", "打开详情");
  return body;
}

const anchor = (url, words) =>
  h("a", { href: url, onclick: (event) => { event.preventDefault(); event.stopPropagation(); openPage(url, words); } }, words);

function maybeLink(part, node) {
  if (part.type !== 1 || !part.url) return node;
  return h("a", { class: "area-link", href: part.url, onclick: (event) => { event.preventDefault(); event.stopPropagation(); openPage(part.url); } }, node);
}

function questionsOf(message, chosen) {
  const { card, replaced } = message;
  const off = replaced !== null;
  if (card.card_type === "vote_interaction") return checkbox(message, chosen, off);
  const parts = card.card_type === "multiple_interaction" ? card.select_list
    : card.card_type === "button_interaction" && card.button_selection ? [card.button_selection] : [];
  return parts?.length ? h("div", { class: "selects" }, parts.map((part) => select(part, chosen, off))) : null;
}

function checkbox(message, chosen, off) {
  const part = message.card.checkbox;
  const several = part.mode === 1;
  const name = `${message.msgid}-${part.question_key}`;
  const disabled = off || Boolean(part.disable);
  const read = () => {
    chosen[part.question_key] = [...box.querySelectorAll("input:checked")].map((input) => input.value);
  };
  const box = h("fieldset", { class: "options", disabled, onchange: read },
    h("legend", { class: "sr" }, message.card.main_title?.title ?? "选项"),
    part.option_list.map((option) => h("label", { class: "option" },
      h("input", { type: several ? "checkbox" : "radio", name, value: option.id, checked: Boolean(option.is_checked) }),
      h("span", {}, option.text))));
  if (!disabled) read();
  return box;
}

function select(part, chosen, off) {
  const options = part.option_list;
  const selected = options.some((one) => one.id === part.selected_id) ? part.selected_id : options[0].id;
  const disabled = off || Boolean(part.disable);
  if (!disabled) chosen[part.question_key] = [selected];
  return h("label", { class: "select" }, h("span", {}, part.title ?? ""),
    h("select", { disabled, onchange: (event) => { chosen[part.question_key] = [event.target.value]; } },
      options.map((one) => h("option", { value: one.id, selected: one.id === selected }, one.text))),
    icon("down", 16));
}

function buttons(message, chosen) {
  const { card, replaced } = message;
  const list = card.card_type === "button_interaction" ? card.button_list
    : card.submit_button ? [{ ...card.submit_button, style: 1 }] : [];
  if (!list.length || !["button_interaction", "vote_interaction", "multiple_interaction"].includes(card.card_type)) return null;
  if (replaced !== null) return h("div", { class: "buttons" }, h("div", { class: "button replaced" }, replaced));
  const long = list.some((button) => button.text.length > 6);
  const columns = list.length <= 1 || (long && list.length > 2) ? 1 : list.length === 2 || list.length === 4 ? 2 : 3;
  return h("div", { class: `buttons columns-${columns}` }, list.map((button) => {
    const style = [1, 2, 3, 4].includes(button.style) ? button.style : 1;
    const press = button.type === 1 ? () => openPage(button.url, button.text) : (event) => tap(message, button.key, chosen, event.currentTarget);
    return h("button", { class: `button style-${style}`, onclick: press }, button.text);
  }));
}

async function tap(message, key, chosen, button) {
  const card = button?.closest(".card");
  card?.classList.add("busy");
  card?.querySelectorAll(".button").forEach((one) => { one.disabled = true; });
  button?.classList.add("waiting");
  const settle = () => {
    card?.classList.remove("busy");
    button?.classList.remove("waiting");
    card?.querySelectorAll(".button").forEach((one) => { one.disabled = false; });
  };
  const patience = setTimeout(settle, 6000);
  try {
    const done = await act(state.me.userid, "tap", { msgid: message.msgid, key, selected: chosen });
    if (!done.ok) toast("应用没有应答，请稍后再试");
  } catch (error) {
    toast(error.message);
  } finally {
    clearTimeout(patience);
    settle();
  }
}
