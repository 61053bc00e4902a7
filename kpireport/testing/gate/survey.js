// Tells where every line of text of this page stands: the box of its ink, what of it may be seen, and the
// characters for which no font has a glyph. Read by html.py; returns plain data.
() => {
  const IGNORED = /[\p{Cc}\p{Cf}\p{Z}\p{M}\uFE00-\uFE0F\u200D\u{1F3FB}-\u{1F3FF}]/u;
  const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const fontOf = style => `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const measures = new Map();

  const inkOf = (text, font) => {
    const key = font + text;
    if (!measures.has(key)) {
      context.font = font;
      const m = context.measureText(text);
      const height = m.fontBoundingBoxAscent + m.fontBoundingBoxDescent;
      measures.set(key, [
        (m.fontBoundingBoxAscent - m.actualBoundingBoxAscent) / height,
        (m.fontBoundingBoxAscent + m.actualBoundingBoxDescent) / height,
      ]);
    }
    return measures.get(key);
  };

  const pictures = new Map();
  const pictureOf = (character, font) => {
    const key = font + character;
    if (!pictures.has(key)) {
      context.canvas.width = context.canvas.height = 40;
      context.font = font.replace(/[\d.]+px/, '24px');
      context.fillText(character, 4, 30);
      pictures.set(key, context.getImageData(0, 0, 40, 40).data.join());
    }
    return pictures.get(key);
  };
  // An unassigned and a private character: what is drawn for these is drawn for what no font has.
  const lacks = (character, font) =>
    ['\u0378', '\u{10FFFD}'].some(none => pictureOf(character, font) === pictureOf(none, font));

  const paddingBox = element => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return [
      box.left + parseFloat(style.borderLeftWidth || 0), box.top + parseFloat(style.borderTopWidth || 0),
      box.right - parseFloat(style.borderRightWidth || 0), box.bottom - parseFloat(style.borderBottomWidth || 0),
    ];
  };

  // What of an element's content may be seen; null where it is hidden from sight on purpose.
  const clips = new Map();
  const clipOf = start => {
    if (clips.has(start)) return clips.get(start);
    let clip = [-1e9, -1e9, 1e9, 1e9], scrolls = false, until = null;
    for (let element = start; element && element !== document.documentElement; element = element.parentElement) {
      const style = getComputedStyle(element);
      if (/inset\(50%|rect\(0|rect\(1px/.test(style.clipPath + style.clip)) { clip = null; break; }
      const contains = style.position !== 'static' || style.transform !== 'none';
      if (!until || (until === 'absolute' && contains)) {
        until = null;
        if (style.display !== 'inline' || element instanceof SVGElement) {
          const [left, top, right, bottom] = paddingBox(element);
          const across = style.overflowX !== 'visible', down = style.overflowY !== 'visible';
          if ((across || down) && right - left <= 2 && bottom - top <= 2) { clip = null; break; }
          if (/auto|scroll/.test(style.overflowX + style.overflowY) && element !== document.body) scrolls = true;
          const holds = !(element instanceof SVGElement) || element.tagName === 'svg';
          if (holds && !scrolls && element !== document.body) {
            if (across) clip = [Math.max(clip[0], left), clip[1], Math.min(clip[2], right), clip[3]];
            if (down) clip = [clip[0], Math.max(clip[1], top), clip[2], Math.min(clip[3], bottom)];
          }
        }
        if (style.position === 'absolute') until = 'absolute';
        if (style.position === 'fixed') until = 'fixed';
      }
    }
    const found = clip && {clip, scrolls};
    clips.set(start, found);
    return found;
  };

  const visible = element => element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || !element || element.closest('script, style, template, noscript, svg title, svg desc')) continue;
    if (!visible(element)) continue;
    const seen = clipOf(element);
    if (!seen) continue;
    const style = getComputedStyle(element), font = fontOf(style);
    const cased = {uppercase: 'toUpperCase', lowercase: 'toLowerCase'}[style.textTransform];
    let line = null;
    for (const match of node.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const word = cased ? match[0][cased]() : match[0];
      const [top, bottom] = inkOf(word, font);
      for (const box of range.getClientRects()) {
        if (box.width < 0.1) continue;
        const x = box.left + scrollX, y = box.top + scrollY;
        const ink = [x, y + top * box.height, x + box.width, y + bottom * box.height];
        if (line && Math.abs(line.at - y) < 1 && Math.abs(ink[0] - line.box[2]) < 2 * box.height) {
          line.box = [Math.min(line.box[0], ink[0]), Math.min(line.box[1], ink[1]), Math.max(line.box[2], ink[2]), Math.max(line.box[3], ink[3])];
          line.text += ' ' + word;
        } else {
          const [left, upper, right, lower] = seen.clip;
          line = {
            text: word, at: y, box: ink, scrolls: seen.scrolls, size: parseFloat(style.fontSize),
            clip: [left + scrollX, upper + scrollY, right + scrollX, lower + scrollY],
            skips: !!element.closest('a[href^="#"]'), missing: '',
          };
          lines.push(line);
        }
      }
      if (!line) continue;
      for (const character of new Set(word))
        if (!IGNORED.test(character) && lacks(character, font)) line.missing += character;
    }
  }
  const shown = [...document.querySelectorAll('svg, img, canvas, video')].filter(visible).map(picture => {
    const box = picture.getBoundingClientRect();
    return [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY];
  });
  return {
    lines, pictures: shown,
    window: [innerWidth, innerHeight],
    content: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
  };
}
