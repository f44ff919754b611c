// What does not fit: text and controls beyond the window's sides, text cut off by its own box, and
// words that lie on other words. Returns sentences. What scrolls inside the page is left alone.
async () => {
  // A window that was just resized is laid out with its next frame.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const problems = [];
  const width = document.documentElement.clientWidth;
  const scrolled = document.scrollingElement.scrollWidth;
  if (scrolled > width) problems.push(`the page is ${scrolled} px wide in a window of ${width} px`);

  const isTiny = (box) => box.width <= 1.5 || box.height <= 1.5;
  // Chromium calls words in a drawing visible that a narrower window has hidden; their box is empty.
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) &&
    !(element instanceof SVGElement && isTiny(element.getBoundingClientRect()));
  const name = (node) => `"${(node.textContent || node.value || node.nodeName).trim().replace(/\s+/g, ' ').slice(0, 40)}"`;

  /** The part of `box` that shows inside the boxes that clip it; null when it scrolls or shows nothing. */
  const clipped = (box, element) => {
    let { left, right, top, bottom } = box;
    let cut = 0;
    for (let parent = element; parent && parent !== document.body; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      if (style.clipPath !== 'none') return null;
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const frame = parent.getBoundingClientRect();
      if (isTiny(frame)) return null;
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
      if (!scrolls && style.textOverflow !== 'ellipsis') {
        cut = Math.max(cut, right - frame.right, frame.left - left);
      }
      [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
      if (right - left <= 1 || bottom - top <= 1) return null;
    }
    return { left, right, top, bottom, cut };
  };

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || !isShown(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (isTiny(rect)) continue;
      const box = clipped(rect, parent);
      if (!box) continue;
      if (box.cut > 1) problems.push(`${name(node)} is cut off by ${Math.round(box.cut)} px`);
      if (box.right > width + 1 || box.left < -1) problems.push(`${name(node)} leaves the window`);
      lines.push({ ...box, node, layer: parent.closest('dialog, [popover]') });
    }
  }
  for (const control of document.querySelectorAll('a, button, input, textarea, select, summary')) {
    if (!isShown(control)) continue;
    const rect = control.getBoundingClientRect();
    const box = isTiny(rect) ? null : clipped(rect, control.parentElement);
    if (box && (box.right > width + 1 || box.left < -1)) problems.push(`${name(control)} leaves the window`);
  }

  // Line boxes of big and small letters may touch; letters that are read lie deeper than that.
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((one, index) => {
    for (const other of lines.slice(index + 1)) {
      const height = Math.min(one.bottom, other.bottom) - other.top;
      if (height <= 0) break;
      const least = Math.min(one.bottom - one.top, other.bottom - other.top);
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (one.layer === other.layer && one.node !== other.node && across > 2 && height > 0.5 * least) {
        problems.push(`${name(one.node)} and ${name(other.node)} lie on each other`);
      }
    }
  });
  return [...new Set(problems)];
}
