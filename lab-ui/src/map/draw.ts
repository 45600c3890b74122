// SVG elements without markup text: names from data are always text, never parsed.
const NS = "http://www.w3.org/2000/svg";

export type Attributes = Record<string, string | number>;

export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Sets an attribute only when it differs: an unchanged one costs no repaint. */
export function put(element: Element, key: string, value: string): void {
  if (element.getAttribute(key) !== value) element.setAttribute(key, value);
}

/** A path whose strokes keep their width in pixels at any zoom. */
export function path(d: string, className: string, more: Attributes = {}): SVGPathElement {
  return svg("path", { d, class: className, "vector-effect": "non-scaling-stroke", ...more });
}
