// What the page knows. `me` is the member who holds this phone (from ?u=), `company` as the server tells it.

export const state = {
  me: null,
  company: null,
  messages: new Map(), // msgid → message of this phone's chat, in order of arrival
  drafts: "",
};

export const member = (userid) =>
  state.company?.members.find((one) => one.userid.toLowerCase() === String(userid).toLowerCase());

export const mediaUrl = (mediaId) => `/phone/media/${encodeURIComponent(mediaId)}`;

// One line for lists and banners.
export function brief(message) {
  if (!message) return "";
  if (message.recalled) return "消息已撤回";
  const { kind, body, card } = message;
  if (kind === "text") return body.content.replace(/<[^>]+>/g, "");
  if (kind === "markdown") return body.content.replace(/[#*>`]|<[^>]+>/g, "").trim();
  if (kind === "template_card") return card.main_title?.title || card.sub_title_text || "[卡片]";
  if (kind === "textcard" || kind === "miniprogram_notice") return body.title;
  if (kind === "news" || kind === "mpnews") return `[图文] ${body.articles[0].title}`;
  const names = { image: "[图片]", voice: "[语音]", video: "[视频]", location: "[位置] " + (body.label ?? ""), link: "[链接] " + (body.title ?? "") };
  return names[kind] ?? `[文件] ${body.filename ?? ""}`;
}
