// Calls to the sandbox's phone API. Errors carry words fit to be shown.

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch("/phone/api/" + path, options);
  } catch {
    throw new Error("网络连接断开了");
  }
  const data = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (!answer.ok) throw new Error(data.error || `出错了（${answer.status}）`);
  return data;
}

export const get = (path) => ask(path);

export const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export function upload(path, file) {
  const form = new FormData();
  form.append("media", file, file.name);
  return ask(path, { method: "POST", body: form });
}

export const act = (userid, action, body) => post(`chat/${encodeURIComponent(userid)}/${action}`, body);
