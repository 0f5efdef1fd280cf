// Things that come up over the screen: toast, action sheet, dialog. They stay inside the phone.
import { h } from "./dom.js";

const screen = () => document.getElementById("screen");
const FOCUSABLE = "button, input, select, textarea, a[href]";

export function toast(words) {
  document.querySelector(".toast")?.remove();
  const node = h("div", { class: "toast", role: "status" }, words);
  screen().append(node);
  setTimeout(() => node.remove(), 2600);
}

// A panel from the bottom; resolves when it is closed. `fill(close)` returns its content.
export function sheet(label, fill) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const close = (value) => {
      overlay.remove();
      if (before?.isConnected) before.focus();
      resolve(value);
    };
    const overlay = h("div", {
      class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": label,
      onclick: (event) => { if (event.target === overlay) close(); },
      onkeydown: (event) => onKey(event, overlay, close),
    });
    overlay.append(h("div", { class: "sheet-body" }, fill(close)));
    screen().append(overlay);
    overlay.querySelector(FOCUSABLE)?.focus({ preventScroll: true });
  });
}

function onKey(event, overlay, close) {
  event.stopPropagation();
  if (event.key === "Escape") close();
  if (event.key !== "Tab") return;
  const stops = [...overlay.querySelectorAll(FOCUSABLE)];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement === edge) {
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}

export const choose = (label, items) =>
  sheet(label, (close) => [
    items.map((item) => h("button", { class: "sheet-item", onclick: () => close(item.value) }, item.text)),
    h("button", { class: "sheet-item sheet-cancel", onclick: () => close() }, "取消"),
  ]);
