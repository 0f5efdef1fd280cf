// The input bar: voice, words, emoji, plus panel, and the app's own menu above it.
import { act, upload } from "./api.js";
import { h, icon } from "./dom.js";
import { placeSheet } from "./places.js";
import { choose, toast } from "./sheet.js";
import { state } from "./state.js";
import { openPage } from "./webview.js";

const EMOJI = [..."😀😄😁😊😉😍😘😎🤔😅😂🤣😭😡😱🥱👍👎👌🙏👏💪🤝🎉🌹☕🍻🔥✅❌⏰📌"];

export function composer(pinnedToEnd) {
  const bar = h("footer", { class: "composer" });
  const field = h("textarea", {
    id: "say", rows: "1", enterkeyhint: "send", "aria-label": "输入消息", maxlength: "4000",
    oninput: fit, onkeydown: onKey, onfocus: () => show(null),
  });
  field.value = state.drafts;
  const send = h("button", { class: "send", hidden: true, onclick: submit }, "发送");
  const plus = round("plus", "更多功能", () => show(shown === "plus" ? null : "plus"));
  const smile = round("smile", "表情", () => show(shown === "emoji" ? null : "emoji"));
  const mode = round("voice", "切换到语音", () => talkMode(hold.hidden));
  const hold = holdToTalk();
  const panel = h("div", { class: "panel", hidden: true });
  let shown = null;

  function fit() {
    state.drafts = field.value;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 108)}px`;
    send.hidden = !field.value.trim();
    plus.hidden = !send.hidden;
  }

  function onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  }

  function submit() {
    const content = field.value;
    if (!content.trim()) return;
    field.value = "";
    fit();
    field.focus();
    run(act(state.me.userid, "text", { content }));
  }

  function talkMode(on) {
    hold.hidden = !on;
    field.hidden = on;
    mode.replaceChildren(icon(on ? "keyboard" : "voice", 28));
    mode.setAttribute("aria-label", on ? "切换到键盘" : "切换到语音");
    show(null);
    if (!on) field.focus();
  }

  function show(which) {
    shown = which;
    panel.hidden = which === null;
    panel.className = `panel ${which ?? ""}`;
    if (which === "emoji") panel.replaceChildren(...EMOJI.map((one) => h("button", { "aria-label": one, onclick: () => insert(one) }, one)));
    if (which === "plus") panel.replaceChildren(...tools());
    plus.setAttribute("aria-expanded", String(which === "plus"));
    smile.setAttribute("aria-expanded", String(which === "emoji"));
  }

  function insert(words) {
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    fit();
  }

  function tools() {
    const tool = (name, words, run) => h("button", { class: "tool", onclick: run }, h("span", { class: "tool-face" }, icon(name, 28)), words);
    return [
      tool("image", "图片", () => pick("image/png,image/jpeg", "image")),
      tool("place", "位置", async () => {
        const where = await placeSheet();
        if (where) run(act(state.me.userid, "location", where));
      }),
      tool("folder", "文件", () => pick("", "file")),
    ];
  }

  function pick(accept, action) {
    const input = h("input", { type: "file", accept, class: "sr", "data-picker": action });
    input.onchange = () => {
      if (input.files[0]) run(upload(`chat/${encodeURIComponent(state.me.userid)}/${action}`, input.files[0]));
      input.remove();
      show(null);
    };
    bar.append(input);
    input.click();
  }

  bar.addEventListener("fold", () => show(null));
  new ResizeObserver(() => pinnedToEnd()).observe(bar);
  bar.append(...menuRow(), h("div", { class: "composer-row" }, mode, field, hold, smile, plus, send), panel);
  queueMicrotask(fit);
  return bar;
}

function round(name, label, press) {
  return h("button", { class: "round", "aria-label": label, onclick: press }, icon(name, 28));
}

function holdToTalk() {
  let since = 0;
  const node = h("button", { class: "hold", hidden: true }, "按住 说话");
  const down = () => { since = performance.now(); node.textContent = "松开 结束"; node.classList.add("held"); };
  const up = () => {
    if (!since) return;
    const seconds = (performance.now() - since) / 1000;
    since = 0;
    node.textContent = "按住 说话";
    node.classList.remove("held");
    if (seconds < 0.4) toast("说话时间太短");
    else run(act(state.me.userid, "voice", { seconds }));
  };
  node.addEventListener("pointerdown", down);
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) node.addEventListener(end, up);
  node.addEventListener("keydown", (event) => [" ", "Enter"].includes(event.key) && !event.repeat && down());
  node.addEventListener("keyup", (event) => [" ", "Enter"].includes(event.key) && up());
  return node;
}

function menuRow() {
  const buttons = state.company.menu?.button;
  if (!buttons) return [];
  return [h("nav", { class: "menu-row", "aria-label": "应用菜单" }, buttons.map((top) => {
    const children = top.sub_button ?? [];
    const press = async () => {
      const item = children.length ? await choose(top.name, children.map((one) => ({ text: one.name, value: one }))) : top;
      if (item) pressMenu(item);
    };
    return h("button", { "aria-haspopup": children.length ? "menu" : null, onclick: press },
      children.length ? h("span", { class: "menu-mark", "aria-hidden": "true" }) : null, top.name);
  }))];
}

function pressMenu(item) {
  const key = item.type === "view" ? item.url : item.key ?? item.pagepath ?? "";
  run(act(state.me.userid, "menu", { type: item.type, key }));
  if (item.type === "view") openPage(item.url);
}

function run(promise) {
  promise.catch((error) => toast(error.message));
}
