// Words with a little form: links in texts, WeCom's markdown subset, textcard HTML. Output is DOM, never HTML.
import { h } from "./dom.js";
import { openPage } from "./webview.js";

const safe = (url) => (/^https?:\/\//i.test(url) ? url : null);

export function link(url, words) {
  if (!safe(url)) return document.createTextNode(words);
  return h("a", { href: url, onclick: (event) => { event.preventDefault(); openPage(url, words.startsWith("http") ? "" : words); } }, words);
}

const IN_TEXT = /<a\s+href\s*=\s*["']?([^"'>\s]+)["']?[^>]*>([\s\S]*?)<\/a>|(https?:\/\/[^\s<>"'，。；）】]+)/gi;

export function text(words) {
  const out = [];
  let at = 0;
  for (const found of words.matchAll(IN_TEXT)) {
    out.push(words.slice(at, found.index), link(found[1] ?? found[3], found[2] ?? found[3]));
    at = found.index + found[0].length;
  }
  return [...out, words.slice(at)];
}

const INLINE =
  /\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)|`([^`]+)`|<font\s+color\s*=\s*["'](info|comment|warning)["']\s*>([\s\S]*?)<\/font>/g;

function inline(words) {
  const out = [];
  let at = 0;
  for (const found of words.matchAll(INLINE)) {
    out.push(words.slice(at, found.index));
    if (found[1] !== undefined) out.push(h("strong", {}, inline(found[1])));
    else if (found[2] !== undefined) out.push(link(found[3], found[2]));
    else if (found[4] !== undefined) out.push(h("code", {}, found[4]));
    else out.push(h("span", { class: "md-" + found[5] }, inline(found[6])));
    at = found.index + found[0].length;
  }
  return [...out, words.slice(at)];
}

export function markdown(words) {
  return words.split("\n").map((line) => {
    const heading = line.match(/^(#{1,6})\s+(.*)$/);
    if (heading) return h("div", { class: `md-h md-h${heading[1].length}` }, inline(heading[2]));
    const quote = line.match(/^>\s?(.*)$/);
    if (quote) return h("blockquote", {}, inline(quote[1]));
    return h("div", { class: "md-line" }, line ? inline(line) : h("br"));
  });
}

// textcard descriptions: <div class="gray|normal|highlight"> and <br>; everything else is only its words.
export function cardHtml(words) {
  const parsed = new DOMParser().parseFromString(words, "text/html").body;
  return walk(parsed);
}

function walk(node) {
  return [...node.childNodes].map((child) => {
    if (child.nodeType === Node.TEXT_NODE) return child.textContent;
    if (child.nodeName === "BR") return h("br");
    const kind = ["gray", "normal", "highlight"].find((name) => child.classList?.contains(name));
    return child.nodeName === "DIV" ? h("div", { class: kind ? "tc-" + kind : "" }, walk(child)) : walk(child);
  });
}
