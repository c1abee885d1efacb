// Says that an event is over, though the page was built before it was.
import { isOver } from "./time.js";

/** Show the notice once the last date has ended. */
export default function ended(element) {
  element.hidden = !isOver(element.dataset.ends, Date.now());
}
