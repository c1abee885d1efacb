// Opens the folded list that holds the row an address points to.

/** Open one list when the address names something in it. */
export default function group(details) {
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target && details.contains(target)) {
      details.open = true;
      target.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", open);
  open();
}
