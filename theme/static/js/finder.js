// The finder: search by words, place, date and need, on the page's own data. See finder/app.js.
import { start } from "./finder/app.js";

/** Start it in its element. */
export default function finder(element) {
  return start(element);
}
