// A row of buttons of which one is pressed.
import { html } from "./draw.js";

export function switchOf(holder, choices, chosen, choose) {
  const buttons = choices.map(([value, label]) =>
    html("button", { type: "button", "data-value": value, "aria-pressed": String(value === chosen) }, label),
  );
  holder.append(...buttons);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
      choose(button.dataset.value);
    });
  }
  return holder;
}
