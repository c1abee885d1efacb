// Takes out of a list what has ended since the page was built.
import { isOver } from "./time.js";

/** Hide the ended dates of one list. */
export default function next(list) {
  for (const item of list.querySelectorAll("[data-ends]")) {
    item.hidden = isOver(item.dataset.ends, Date.now());
  }
}
