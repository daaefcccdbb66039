/** A point on the pad in CSS pixels. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const INK = '#10263f';

/** Draws strokes of a pointer on a canvas; tells when the first ink appears. Returns what undoes the listening. */
export function listenForInk(canvas: HTMLCanvasElement, onInk: () => void): () => void {
  let last: Point | undefined;
  const pointOf = (event: PointerEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * canvas.width) / box.width,
      y: ((event.clientY - box.top) * canvas.height) / box.height,
    };
  };
  const down = (event: PointerEvent): void => {
    canvas.setPointerCapture(event.pointerId);
    last = pointOf(event);
    event.preventDefault();
  };
  const move = (event: PointerEvent): void => {
    const pen = canvas.getContext('2d');
    if (last === undefined || pen === null) return;
    const next = pointOf(event);
    pen.lineWidth = 5;
    pen.lineCap = 'round';
    pen.strokeStyle = INK;
    pen.beginPath();
    pen.moveTo(last.x, last.y);
    pen.lineTo(next.x, next.y);
    pen.stroke();
    last = next;
    onInk();
  };
  const up = (): void => {
    last = undefined;
  };
  canvas.addEventListener('pointerdown', down);
  canvas.addEventListener('pointermove', move);
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  return () => {
    canvas.removeEventListener('pointerdown', down);
    canvas.removeEventListener('pointermove', move);
    canvas.removeEventListener('pointerup', up);
    canvas.removeEventListener('pointercancel', up);
  };
}

/** Empties the pad. */
export function wipe(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
}

/** Writes a typed name on the pad, as large as fits. */
export function writeName(canvas: HTMLCanvasElement, name: string): void {
  wipe(canvas);
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.fillStyle = INK;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const size = Math.min(120, Math.floor((canvas.width * 0.9) / Math.max(2, [...name].length)));
  pen.font = `${size}px "KaiTi", "STKaiti", "Noto Serif CJK SC", serif`;
  pen.fillText(name, canvas.width / 2, canvas.height / 2);
}

/** The pad as a PNG file. */
export function toPng(canvas: HTMLCanvasElement): Promise<File> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('canvas.toBlob gave nothing'));
      else resolve(new File([blob], 'signature.png', { type: 'image/png' }));
    }, 'image/png');
  });
}
