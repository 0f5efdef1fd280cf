// One message as the chat shows it.
import { avatar, appLogo, h, icon } from "./dom.js";
import { templateCard } from "./cards.js";
import * as rich from "./rich.js";
import { sheet } from "./sheet.js";
import { mediaUrl, state } from "./state.js";
import { openPage } from "./webview.js";

export function bubble(message) {
  if (message.recalled) {
    return h("div", { class: "note", "data-msgid": message.msgid }, `${state.company.app_name}撤回了一条消息`);
  }
  const draw = DRAW[message.kind] ?? unknown;
  const side = message.mine ? "mine" : "theirs";
  const face = message.mine ? avatar(state.me) : appLogo();
  return h("article", { class: `message ${side}`, "data-msgid": message.msgid, "data-kind": message.kind },
    h("span", { class: "sr" }, message.mine ? "我：" : `${state.company.app_name}：`),
    face, draw(message), sendState(message));
}

function sendState(message) {
  if (message.state === "sending") return h("span", { class: "spinner", role: "img", "aria-label": "发送中" });
  if (message.state !== "failed") return null;
  return h("span", { class: "failed", role: "img", "aria-label": "未送达", title: "未送达：应用没有应答" }, "!");
}

const DRAW = {
  text: ({ body }) => h("div", { class: "bubble" }, rich.text(body.content)),
  markdown: ({ body }) => h("div", { class: "bubble markdown" }, rich.markdown(body.content)),
  image: ({ body }) => h("button", { class: "picture", "aria-label": "查看图片", onclick: () => look(body.media_id) },
    h("img", { src: mediaUrl(body.media_id), alt: "图片" })),
  video: ({ body }) => h("video", { class: "picture", src: mediaUrl(body.media_id), controls: true }),
  voice,
  location: place,
  link: ({ body }) => sharedLink(body),
  file,
  textcard,
  news: ({ body }) => articles(body.articles),
  mpnews: ({ body }) => articles(body.articles),
  miniprogram_notice: ({ body }) => h("div", { class: "card" }, h("div", { class: "card-title" }, body.title),
    (body.content_item ?? []).map((item) => h("div", { class: "card-row" }, h("span", {}, item.key), h("span", {}, item.value)))),
  template_card: templateCard,
};

function unknown({ kind }) {
  return h("div", { class: "bubble" }, `[暂不支持的消息：${kind}]`);
}

function voice({ body, mine }) {
  const seconds = body.seconds ?? 1;
  return h("div", { class: "bubble voice", style: `width:${70 + Math.min(seconds, 40) * 3}px`, "aria-label": `语音 ${seconds} 秒` },
    mine ? [`${seconds}"`, icon("wave", 20)] : [icon("wave", 20), `${seconds}"`]);
}

function place({ body }) {
  const coordinates = `${Number(body.latitude).toFixed(5)}, ${Number(body.longitude).toFixed(5)}`;
  return h("div", { class: "card place" },
    h("div", { class: "card-pad" }, h("div", { class: "place-name" }, body.label), h("small", {}, coordinates)),
    h("div", { class: "map", "aria-hidden": "true" }, icon("place", 34)));
}

function sharedLink(body) {
  return h("a", { class: "card shared", href: body.url, onclick: (event) => { event.preventDefault(); openPage(body.url, body.title); } },
    h("div", { class: "card-title" }, body.title), h("div", { class: "shared-text" }, body.description));
}

function file({ body }) {
  const kilo = (body.size ?? 0) / 1024;
  const size = kilo >= 1024 ? `${(kilo / 1024).toFixed(1)} MB` : `${Math.max(0.1, kilo).toFixed(1)} KB`;
  const ending = (body.filename ?? "").split(".").pop().toLowerCase().slice(0, 4);
  return h("a", { class: "card file", href: mediaUrl(body.media_id), download: body.filename ?? "file" },
    h("span", { class: "file-words" }, h("span", { class: "file-name" }, body.filename ?? "文件"), h("small", {}, size)),
    h("span", { class: `file-kind kind-${ending}`, "aria-hidden": "true" }, ending.toUpperCase()));
}

function textcard({ body }) {
  const open = (event) => { event.preventDefault(); openPage(body.url, body.title); };
  return h("a", { class: "card textcard", href: body.url, onclick: open },
    h("div", { class: "card-pad" }, h("div", { class: "card-title" }, body.title), h("div", { class: "textcard-text" }, rich.cardHtml(body.description))),
    h("div", { class: "card-foot" }, body.btntxt || "详情", icon("right", 16)));
}

function articles(list) {
  const open = (one) => (event) => { event.preventDefault(); openPage(one.url, one.title); };
  const [first, ...others] = list;
  return h("div", { class: "card news" },
    h("a", { class: "news-first", href: first.url, onclick: open(first) },
      first.picurl ? h("img", { src: first.picurl, alt: "" }) : null,
      h("div", { class: "card-pad" }, h("div", { class: "card-title" }, first.title),
        first.description && !others.length ? h("div", { class: "textcard-text" }, first.description) : null)),
    others.map((one) => h("a", { class: "news-more", href: one.url, onclick: open(one) }, h("span", {}, one.title),
      one.picurl ? h("img", { src: one.picurl, alt: "" }) : null)));
}

function look(mediaId) {
  sheet("图片", (close) => h("button", { class: "viewer", "aria-label": "关闭图片", onclick: () => close() },
    h("img", { src: mediaUrl(mediaId), alt: "图片" })));
}
