// An address with a button that copies it.

/** Add the button to one `.copy` element. */
export default function copy(element) {
  const text = element.querySelector(".copy__text");
  const { copy: label, copied } = document.body.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "action";
  button.textContent = label;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = copied;
      setTimeout(() => { button.textContent = label; }, 3000);
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
  button.setAttribute("aria-live", "polite");
  element.append(button);
}
