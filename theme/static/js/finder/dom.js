// The little that the finder needs to build a page: elements, and the icons of the theme's sprite.

const SVG = 'http://www.w3.org/2000/svg';

/** Make an element: attributes (`class`, `data-…`, handlers as `onClick`), then children; nothing and false are left out. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2).toLowerCase(), value);
    else if (value === true) element[name] = true;
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ''));
  return element;
}

/** Make an SVG element. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** What makes icons from the sprite at an address. */
export function iconsFrom(sprite) {
  const made = new Map(); // a copy costs a fraction of a new one, and a list has hundreds
  return (name) => {
    if (!made.has(name)) made.set(name, svg('svg', { class: 'icon', 'aria-hidden': 'true', focusable: 'false' }, svg('use', { href: `${sprite}#${name}` })));
    return made.get(name).cloneNode(true);
  };
}

/** A button that acts. */
export function button(label, className, act, icon = null, more = {}) {
  return h('button', { type: 'button', class: className, onClick: act, ...more }, icon, label);
}
