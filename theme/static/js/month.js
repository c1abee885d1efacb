// Marks today in a month.

/** Mark the cell of today, by the visitor's own clock. */
export default function month(table) {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  const cell = table.querySelector(`[data-day="${day}"]`);
  if (cell) {
    cell.classList.add("month__day--today");
    cell.querySelector("time").setAttribute("aria-current", "date");
  }
}
