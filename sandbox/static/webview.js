// The browser inside the phone: a title bar and a frame. Pages learn who holds the phone by /phone/open.
import { h, icon } from "./dom.js";
import { choose, toast } from "./sheet.js";
import { state } from "./state.js";

export function openPage(url, words = "") {
  if (!/^https?:\/\//i.test(url)) {
    toast("这里打不开这个地址");
    return;
  }
  document.querySelector(".webview")?.remove();
  const before = document.activeElement;
  const start = `/phone/open?u=${encodeURIComponent(state.me.userid)}&url=${encodeURIComponent(url)}`;
  const name = words || new URL(url).host;
  const title = h("h1", {}, name);
  const frame = h("iframe", {
    src: start, title: "网页",
    sandbox: "allow-scripts allow-forms allow-same-origin allow-popups allow-downloads allow-modals",
    onload: () => { title.textContent = pageTitle(frame) || name; },
  });
  const close = () => { panel.remove(); before?.focus?.(); };
  const more = async () => {
    const what = await choose("网页", [{ text: "刷新", value: "reload" }, { text: "在浏览器打开", value: "outside" }]);
    if (what === "reload") frame.src = start;
    if (what === "outside") window.open(start, "_blank", "noopener");
  };
  const panel = h("section", { class: "webview", "aria-label": "网页", onkeydown: (e) => e.key === "Escape" && close() },
    h("header", { class: "bar" },
      h("button", { class: "bar-button", "aria-label": "关闭网页", onclick: close }, icon("close")),
      title,
      h("button", { class: "bar-button", "aria-label": "更多", onclick: more }, icon("more"))),
    frame);
  document.getElementById("screen").append(panel);
  panel.querySelector("button").focus({ preventScroll: true });
}

function pageTitle(frame) {
  try {
    return frame.contentDocument?.title; // readable only for pages of this origin
  } catch {
    return "";
  }
}
