// The clock above the phone: shows the company's time and moves it.
import { post } from "./api.js";
import { h, icon } from "./dom.js";
import { toast } from "./sheet.js";
import { hourMinute, inputValue, longTime, now, setNow } from "./times.js";

const PRESETS = [["now", "现在"], ["hour", "+1小时"], ["off", "下班18:30"], ["morning", "明天9点"]];

async function move(to) {
  try {
    const answer = await post("clock", { to });
    setNow(answer.now);
    tick();
    toast(`时间到了 ${longTime(now())}`);
  } catch (error) {
    toast(error.message);
  }
}

export function clockButtons() {
  const own = h("input", { type: "datetime-local", "aria-label": "自选时间", value: inputValue(now()) });
  return h("div", { class: "clock-buttons" },
    PRESETS.map(([name, words]) => h("button", { "data-clock": name, onclick: () => move(name) }, words)),
    h("details", {}, h("summary", {}, "自选"),
      h("form", { onsubmit: (event) => { event.preventDefault(); if (own.value) move(own.value); event.target.closest("details").open = false; } },
        own, h("button", {}, "去这个时间"))));
}

export function desk(canMove) {
  return [
    h("div", { class: "desk-time" }, icon("clock", 18), h("output", { "data-time": "long", "aria-label": "公司时间" })),
    canMove ? clockButtons() : null,
  ];
}

export const statusBar = () => h("div", { class: "status", "aria-hidden": "true" },
  h("span", { "data-time": "short" }), h("span", { class: "status-right" },
    h("i", { class: "signal" }, h("b"), h("b"), h("b"), h("b")), h("i", { class: "wifi" }), h("i", { class: "battery" })));

export function tick() {
  const time = now();
  document.querySelectorAll("[data-time]").forEach((node) => {
    node.textContent = node.dataset.time === "long" ? longTime(time) : hourMinute(time);
  });
}
