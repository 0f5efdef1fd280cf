// Choosing a location to send: a few well-known places, or one's own.
import { h } from "./dom.js";
import { sheet } from "./sheet.js";

const PLACES = [
  ["人民广场", "上海市黄浦区人民大道185号", 31.230416, 121.473701],
  ["张江高科技园区", "上海市浦东新区张江路", 31.203, 121.5906],
  ["国贸中心", "北京市朝阳区建国门外大街1号", 39.908722, 116.459774],
  ["深圳湾科技生态园", "深圳市南山区沙河西路1809号", 22.529, 113.953],
  ["天府软件园", "成都市高新区天府大道中段1268号", 30.5446, 104.0668],
];

export function placeSheet() {
  return sheet("发送位置", (close) => {
    const label = h("input", { name: "label", placeholder: "地址", required: true, "aria-label": "地址" });
    const latitude = h("input", { name: "latitude", inputmode: "decimal", placeholder: "纬度 31.23", required: true, "aria-label": "纬度" });
    const longitude = h("input", { name: "longitude", inputmode: "decimal", placeholder: "经度 121.47", required: true, "aria-label": "经度" });
    const submit = (event) => {
      event.preventDefault();
      const where = { label: label.value.trim(), latitude: Number(latitude.value), longitude: Number(longitude.value) };
      if (where.label && Number.isFinite(where.latitude) && Number.isFinite(where.longitude)) close(where);
    };
    return [
      h("h2", { class: "sheet-title" }, "发送位置"),
      PLACES.map(([name, address, lat, lng]) => h("button", { class: "sheet-item place-item", onclick: () => close({ label: address, latitude: lat, longitude: lng }) },
        h("span", {}, name), h("small", {}, address))),
      h("form", { class: "own-place", onsubmit: submit }, label, latitude, longitude, h("button", { class: "send" }, "发送")),
      h("button", { class: "sheet-item sheet-cancel", onclick: () => close() }, "取消"),
    ];
  });
}
