// Light, dark, or as the device has it. The choice is kept on this device, because the visitor asked for it.

/** Build the three buttons of one `.theme` element. */
export default function theme(element) {
  const root = document.documentElement;
  const label = document.createElement("span");
  label.id = "theme-label";
  label.textContent = element.dataset.label;
  const buttons = ["auto", "light", "dark"].map((name) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = element.dataset[name];
    button.addEventListener("click", () => choose(name));
    return [name, button];
  });
  const show = () => {
    for (const [name, button] of buttons) {
      button.setAttribute("aria-pressed", String((root.dataset.theme ?? "auto") === name));
    }
  };
  const choose = (name) => {
    if (name === "auto") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = name;
    }
    try {
      if (name === "auto") {
        localStorage.removeItem("theme");
      } else {
        localStorage.setItem("theme", name);
      }
    } catch {
      // storage is switched off: the choice holds for this page
    }
    show();
  };
  element.setAttribute("role", "group");
  element.setAttribute("aria-labelledby", label.id);
  element.append(label, ...buttons.map(([, button]) => button));
  element.hidden = false;
  show();
}
