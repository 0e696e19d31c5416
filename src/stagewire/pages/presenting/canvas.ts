/** What lies on a slide: the pointer and what was drawn. */
import type { PresentationState } from "../client/index.js";

const SVG = "http://www.w3.org/2000/svg";

/** Draws the lines of the slide that is shown; `ink` has a viewBox of 1000 × 1000. */
export function drawInk(ink: Element, state: PresentationState): void {
  const lines = state.annotations.filter((one) => one.slide === state.slide);
  const mark = lines.map((one) => one.id).join();
  if (ink.getAttribute("data-mark") === mark) return;
  ink.setAttribute("data-mark", mark);
  ink.replaceChildren(
    ...lines.map((line) => {
      const path = document.createElementNS(SVG, "path");
      const points = line.points.map((point) => `${point.x * 1000} ${point.y * 1000}`);
      // A single point is a dot: a line of no length with round ends.
      path.setAttribute("d", `M${points.join("L")}${points.length === 1 ? "h0" : ""}`);
      path.setAttribute("stroke", line.color);
      path.setAttribute("stroke-width", String(Math.max(1, line.width * (ink.clientWidth || 1000))));
      return path;
    }),
  );
}

export function drawPointer(pointer: HTMLElement, state: PresentationState): void {
  pointer.hidden = state.pointer === null || state.blackout;
  if (state.pointer === null) return;
  pointer.style.setProperty("--x", `${state.pointer.x * 100}%`);
  pointer.style.setProperty("--y", `${state.pointer.y * 100}%`);
}
