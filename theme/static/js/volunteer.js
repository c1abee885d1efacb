// Open roles by role, town and language: the page lists them all, this leaves out what does not fit, and what is over
// where the page was built before it was.
import { h } from "./finder/dom.js";

/** The different values of something, in order. */
export function valuesOf(rows, name) {
  return [...new Set(rows.flatMap((row) => row[name]))].filter(Boolean).sort((a, b) => a.localeCompare(b));
}

/** Whether a row has all that is asked. */
export function fits(row, asked) {
  return Object.entries(asked).every(([name, value]) => !value || row[name].includes(value));
}

/** Add the choices to their element, where there is something to choose. */
export default function volunteer(element) {
  const words = element.dataset;
  const rows = [...document.querySelectorAll(".shift[data-role]")].map((item) => ({
    item, role: [item.dataset.role], town: [item.dataset.town], training: [item.dataset.training], language: (item.dataset.languages ?? "").split("|"),
  }));
  const asked = {};
  const notice = h("p", { class: "muted", role: "status" });
  const show = () => {
    let shown = 0;
    for (const row of rows) {
      const hidden = row.item.dataset.over === "yes" || !fits(row, asked);
      row.item.hidden = hidden;
      shown += hidden ? 0 : 1;
    }
    for (const day of document.querySelectorAll(".shiftday")) day.hidden = ![...day.querySelectorAll(".shift")].some((item) => !item.hidden);
    const left = rows.filter(({ item }) => item.dataset.over !== "yes").length;
    const open = document.getElementById("shifts-open");
    if (open && left < rows.length) open.textContent = left === 0 ? words.none : left === 1 ? words.one : words.open.replace("{n}", left);
    notice.textContent = Object.values(asked).some(Boolean) ? (shown === 1 ? words.one : words.many.replace("{n}", shown)) : "";
  };
  const now = Date.now();
  for (const { item } of rows) if (Date.parse(item.dataset.ends) <= now) item.dataset.over = "yes";
  const choices = ["role", "town", "training", "language"].map((name) => {
    const values = valuesOf(rows, name);
    if (values.length < 2) return null;
    const select = h("select", { class: "input", id: `volunteer-${name}`, onChange: () => { asked[name] = select.value; show(); } },
      h("option", { value: "" }, words.any), values.map((value) => h("option", { value }, value)));
    return h("div", { class: "finder__field" }, h("label", { for: select.id }, words[name]), select);
  });
  if (choices.some(Boolean)) element.append(h("form", { class: "volunteer__form", onSubmit: (event) => event.preventDefault() }, choices), notice);
  show();
}
