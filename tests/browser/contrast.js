// Words that are hard to read on what really lies behind them, gradients and pictures included, which
// axe leaves open. Two functions: one lists the words and hides them, so that a picture of the page
// shows their background; the other, given that picture, compares. Both are called with `{list}` or
// `{png}` (base64); the words are kept on the window in between.
async ({ png }) => {
  const ENOUGH = 4.5;
  const ENOUGH_WHEN_LARGE = 3;

  const hidden = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      *, *::before, *::after, *::placeholder {
        transition: none !important; animation: none !important; caret-color: transparent !important;
        color: transparent !important; text-shadow: none !important; text-decoration-color: transparent !important;
      }
      svg text { fill: transparent !important; }`);
    return sheet;
  };

  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  /** Any CSS colour as [red, green, blue, opacity]. */
  const channels = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const linearOf = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const LINEAR = Array.from({ length: 256 }, (_, value) => linearOf(value));
  const linear = (value) => LINEAR[value] ?? linearOf(value);
  const luminance = (red, green, blue) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

  const opacity = (element) => {
    let share = 1;
    for (let one = element; one; one = one.parentElement) share *= Number(getComputedStyle(one).opacity);
    return share;
  };

  /** The box that shows of `rect` within what scrolls or clips it, in the page's coordinates. */
  const shown = (rect, element) => {
    let { left, right, top, bottom } = rect;
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.clipPath !== 'none') return null;
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const frame = one.getBoundingClientRect();
      [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
    if (right - left < 2 || bottom - top < 6) return null;
    return { left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY };
  };

  const list = () => {
    const open = document.querySelector('dialog[open], [popover]:popover-open');
    const words = [];
    const walker = document.createTreeWalker(open ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
      if (!text || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      // Switched off, and what stands beside a drawing: nobody has to read it.
      if (element.closest(':disabled, [aria-disabled=true]')) continue;
      const style = getComputedStyle(element);
      const colour = channels(element instanceof SVGElement ? style.fill : style.color);
      colour[3] *= opacity(element);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const box = shown(rect, element);
        if (box) words.push({ text, colour, large, box });
      }
    }
    return words;
  };

  if (!png) {
    window.wordsToCompare = list();
    window.wordsHidden = hidden();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, window.wordsHidden];
    return [];
  }

  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== window.wordsHidden);
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d', { willReadFrequently: true });
  canvas.drawImage(picture, 0, 0);
  const pixels = canvas.getImageData(0, 0, picture.width, picture.height);

  /** What one tenth of the background is worse than: a hairline behind a word does no harm. */
  const contrast = ({ colour: [red, green, blue, alpha], box }) => {
    const found = [];
    const stepX = Math.max(1, (box.right - box.left) / 40);
    // So many rows that a hairline is less than a tenth of them.
    const stepY = Math.max(1, (box.bottom - box.top) / 16);
    const { data, width, height } = pixels;
    const mix = (mine, behind) => mine * alpha + behind * (1 - alpha);
    // Most of what is behind a word is like what is beside it.
    let last = -1;
    let value = 0;
    for (let y = box.top + 1; y < Math.min(box.bottom, height); y += stepY) {
      for (let x = box.left; x < Math.min(box.right, width); x += stepX) {
        const at = (Math.floor(y) * width + Math.floor(x)) * 4;
        const [r, g, b] = [data[at], data[at + 1], data[at + 2]];
        const pixel = (r << 16) | (g << 8) | b;
        if (pixel !== last) {
          const [one, other] = [luminance(mix(red, r), mix(green, g), mix(blue, b)), luminance(r, g, b)];
          value = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
          last = pixel;
        }
        found.push(value);
      }
    }
    return found.sort((a, b) => a - b)[Math.floor(found.length / 10)] ?? Infinity;
  };

  const faint = window.wordsToCompare.flatMap((word) => {
    const value = contrast(word);
    const enough = word.large ? ENOUGH_WHEN_LARGE : ENOUGH;
    return value < enough ? [`"${word.text}" has a contrast of ${value.toFixed(2)} : 1`] : [];
  });
  return [...new Set(faint)];
}
