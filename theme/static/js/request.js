// "Bring a training to your group": a few answers become the text of an e-mail, which the visitor's own program sends.
import { h, iconsFrom } from "./finder/dom.js";

/** The text of the e-mail: the opening, each question with its answer where there is one, the closing. */
export function letter({ opening, closing }, answers) {
  const lines = answers.filter(({ answer }) => answer).map(({ question, answer }) => `${question} ${answer}`);
  return [opening, ...lines, closing].filter(Boolean).join("\n\n");
}

/** The address that opens the visitor's e-mail program; line ends as RFC 6068 has them. */
export function mailto(address, subject, body) {
  return `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body).replaceAll("%0A", "%0D%0A")}`;
}

/** The address that opens a new issue with its text: as GitLab has it, else as GitHub, Gitea and Forgejo do. */
export function issue(address, title, body) {
  const names = address.includes("/-/issues/") ? ["issue[title]", "issue[description]"] : ["title", "body"];
  const query = new URLSearchParams([[names[0], title], [names[1], body]]);
  return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}

/** Build the form in its element; the questions stand in the page as `data-questions`. */
export default function request(element) {
  const words = element.dataset;
  const icon = iconsFrom(words.icons);
  const questions = JSON.parse(words.questions);
  const fields = questions.map(({ label, options, type }, number) => {
    const id = `request-${number}`;
    const control = options
      ? h("select", { class: "input", id }, h("option", { value: "" }, words.choose), options.map((text) => h("option", { value: text }, text)))
      : type === "area" ? h("textarea", { class: "input", id, rows: "3" }) : h("input", { class: "input", id, type: type ?? "text", min: type === "number" ? "1" : false });
    return { label, control, element: h("div", { class: "finder__field" }, h("label", { for: id }, label), control) };
  });
  const text = h("pre", { class: "request__text", tabindex: "0", "aria-label": words.text });
  const byMail = !words.address.includes("://");
  const send = h("a", { class: "button", rel: byMail ? false : "noopener noreferrer" }, icon(byMail ? "mail" : "external-link"), words.send);
  const copy = h("button", { type: "button", class: "action" }, icon("copy"), words.copy);
  const note = h("p", { class: "finder__hint", role: "status" });
  const show = () => {
    const body = letter(words, fields.map(({ label, control }) => ({ question: label, answer: control.value.trim() })));
    text.textContent = body;
    send.href = (byMail ? mailto : issue)(words.address, words.subject, body);
  };
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      note.textContent = words.copied;
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
  const form = h("form", { class: "request", "aria-label": words.title, onInput: show, onSubmit: (event) => event.preventDefault() },
    h("div", { class: "request__fields" }, fields.map((field) => field.element)),
    h("p", { class: "finder__label" }, words.text), text, h("div", { class: "feedbox__links" }, send, copy), note, h("p", { class: "finder__hint" }, words.hint));
  show();
  element.append(form);
}
