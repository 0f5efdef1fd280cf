// Building DOM without innerHTML: what people write can never become markup.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "style") node.style.cssText = value;
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PATHS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  right: "M9 5l7 7-7 7",
  down: "M6 9l6 6 6-6",
  plus: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v8M8 12h8",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 9.6h.01M15 9.6h.01M8 14c1 1.7 2.4 2.5 4 2.5s3-.8 4-2.5",
  voice: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 10.5c.8.9.8 2.100 0 3M12 8.800c1.800 1.800 1.800 4.600 0 6.400M14.500 7.200c2.700 2.700 2.700 6.900 0 9.600",
  keyboard: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 9.500h.01M12 9.500h.01M16 9.500h.01M8 12.500h.01M12 12.500h.01M16 12.500h.01M9 15.500h6",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 9h.01",
  place: "M12 21s7-6.500 7-11.500a7 7 0 0 0-14 0C5 14.500 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  folder: "M3 6h6l2 2.500h10V19H3z",
  chat: "M4 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-5 4v-4H6a2 2 0 0 1-2-2z",
  people: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c.3-4 3-6 6.500-6s6.200 2 6.500 6zM16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c2 .8 3.200 2.700 3.500 5.500",
  person: "M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c.4-4.500 3.400-6.500 7.500-6.500s7.100 2 7.500 6.500z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  refresh: "M19 8a8 8 0 1 0 1 6M19 3v5h-5",
  outside: "M14 4h6v6M20 4l-9 9M17 14v5H5V7h5",
  wave: "M6 9.500c1 1.500 1 3.500 0 5M10 7c2 3 2 7 0 10M14 4.500c3 4.500 3 10.500 0 15",
};

export function icon(name, size = 24) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const attributes = {
    viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: "currentColor",
    "stroke-width": name === "more" ? 3 : 1.6, "stroke-linecap": "round", "stroke-linejoin": "round",
    "aria-hidden": "true", class: "icon",
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export function avatar(person, size = 40) {
  const name = person.name.length > 2 ? person.name.slice(-2) : person.name;
  const style = `background:${person.colour};width:${size}px;height:${size}px;font-size:${size * 0.36}px`;
  return h("span", { class: "avatar", style, "aria-hidden": "true" }, name);
}

export function appLogo(size = 40) {
  return h("img", { class: "avatar", src: "/phone/static/icon.svg", alt: "", style: `width:${size}px;height:${size}px` });
}

export function badge(count) {
  if (!count) return null;
  return h("span", { class: "badge", "aria-label": `${count} 条未读` }, count > 99 ? "99+" : String(count));
}
