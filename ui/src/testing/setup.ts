import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);

// A loaded machine renders slowly; a component that never comes still fails.
configure({ asyncUtilTimeout: 5_000 });

// jsdom has no layout: Fluent asks for these and needs no more than that they exist.
class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Object.assign(globalThis, { ResizeObserver: NoObserver, IntersectionObserver: NoObserver });
globalThis.matchMedia ??= (query) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
// CodeMirror asks where ranges are.
Range.prototype.getClientRects ??= () => Object.assign<DOMRect[], Pick<DOMRectList, "item">>([], { item: () => null });
Range.prototype.getBoundingClientRect ??= () => new DOMRect();
Element.prototype.scrollIntoView ??= () => undefined;
// Tables scroll to rows; without a layout the place is all there is.
Element.prototype.scrollTo = function scrollTo(this: Element, to?: ScrollToOptions | number) {
  this.scrollTop = typeof to === "object" ? (to.top ?? this.scrollTop) : this.scrollTop;
};
