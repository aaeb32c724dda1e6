/**
 * The scrolled area of a terminal, in the place of the one that xterm brings (see vs.d.ts): wheel, touch and a bar that shows
 * itself when it is needed. Where the terminal stands is kept here and not in the page, so a hidden terminal keeps its place.
 */
import { addDisposableListener } from './dom.ts';
import { Emitter } from './events.ts';
import { Disposable, toDisposable } from './lifecycle.ts';

/** `@public` for xterm. */
export const ScrollbarVisibility = { Auto: 1, Hidden: 2, Visible: 3 } as const;

/** The bar's least length, and how long it stays after something moved. */
const MIN_SLIDER = 20;
const STAY_MS = 600;
/** A line of `deltaMode` 1, and what a finger's speed is multiplied with in each frame after it has left. */
const LINE = 18;
const GLIDE = 0.94;
/** Pixels a frame below which a glide is over. */
const SLOW = 0.5;

interface Dimensions {
  readonly height?: number;
  readonly scrollHeight?: number;
}

interface Options {
  readonly handleMouseWheel?: boolean;
  readonly mouseWheelScrollSensitivity?: number;
  readonly fastScrollSensitivity?: number;
  readonly verticalScrollbarSize?: number;
}

/** Smooth scrolling is not offered: positions are taken at once. `@public` for xterm. */
export class Scrollable extends Disposable {
  setSmoothScrollDuration(): void {}
}

/** `@public` for xterm. */
export class SmoothScrollableElement extends Disposable {
  private readonly moved = this._register(new Emitter<{ readonly scrollTop: number }>());
  readonly onScroll = this.moved.event;
  private readonly root = document.createElement('div');
  private readonly bar = document.createElement('div');
  private readonly slider = document.createElement('div');
  private options: Options = {};
  private top = 0;
  private height = 0;
  private whole = 0;
  private hiding: ReturnType<typeof setTimeout> | undefined = undefined;
  private gliding = 0;

  constructor(content: HTMLElement, options: Options) {
    super();
    const { root, bar, slider } = this;
    root.className = 'xterm-scrollable-element';
    root.setAttribute('role', 'presentation');
    Object.assign(root.style, { position: 'relative', overflow: 'hidden' });
    bar.className = 'scrollbar vertical invisible';
    bar.setAttribute('aria-hidden', 'true');
    Object.assign(bar.style, { position: 'absolute', top: '0', right: '0', height: '100%' });
    slider.className = 'slider';
    Object.assign(slider.style, { position: 'absolute', width: '100%' });
    bar.append(slider);
    root.append(content, bar);
    this.updateOptions(options);
    this._register(addDisposableListener(root, 'wheel', (event: WheelEvent) => this.wheel(event), { passive: false }));
    this._register(addDisposableListener(root, 'pointerenter', () => this.show()));
    this._register(addDisposableListener(bar, 'pointerdown', (event: PointerEvent) => this.grab(event)));
    this._register(addDisposableListener(root, 'touchstart', (event: TouchEvent) => this.touch(event)));
    this._register(
      toDisposable(() => {
        clearTimeout(this.hiding);
        cancelAnimationFrame(this.gliding);
      }),
    );
  }

  getDomNode(): HTMLElement {
    return this.root;
  }

  updateOptions(options: Options): void {
    this.options = { ...this.options, ...options };
    this.bar.style.width = `${this.options.verticalScrollbarSize ?? 14}px`;
  }

  setScrollDimensions({ height = this.height, scrollHeight = this.whole }: Dimensions): void {
    this.height = height;
    this.whole = scrollHeight;
    this.top = this.within(this.top);
    this.draw();
  }

  getScrollPosition(): { readonly scrollTop: number } {
    return { scrollTop: this.top };
  }

  setScrollPosition({ scrollTop }: { readonly scrollTop: number }): void {
    this.scrollTo(scrollTop);
  }

  private get room(): number {
    return Math.max(0, this.whole - this.height);
  }

  private within(top: number): number {
    return Math.max(0, Math.min(top, this.room));
  }

  /** False: there is nothing further that way. */
  private scrollTo(wanted: number): boolean {
    const top = this.within(wanted);
    if (top === this.top) return false;
    this.top = top;
    this.draw();
    this.show();
    this.moved.fire({ scrollTop: top });
    return true;
  }

  private get length(): number {
    return Math.min(this.height, Math.max(MIN_SLIDER, (this.height * this.height) / Math.max(1, this.whole)));
  }

  private draw(): void {
    this.bar.hidden = this.room < 1;
    if (this.bar.hidden) return;
    this.slider.style.height = `${this.length}px`;
    this.slider.style.top = `${(this.top / this.room) * (this.height - this.length)}px`;
  }

  private show(): void {
    this.bar.className = 'scrollbar vertical visible';
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => {
      if (this.root.matches(':hover') || this.slider.classList.contains('active')) this.show();
      else this.bar.className = 'scrollbar vertical invisible fade';
    }, STAY_MS);
  }

  private wheel(event: WheelEvent): void {
    if (this.options.handleMouseWheel === false || event.defaultPrevented || event.ctrlKey || event.deltaY === 0)
      return;
    const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? LINE : this.height;
    const factor = (event.altKey ? this.options.fastScrollSensitivity : this.options.mouseWheelScrollSensitivity) ?? 1;
    if (!this.scrollTo(this.top + event.deltaY * unit * factor)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The bar under a pointer: its slider is pulled; beside the slider, it jumps there first. */
  private grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const { bar, slider } = this;
    const scale = this.room / Math.max(1, this.height - this.length);
    if (event.target !== slider)
      this.scrollTo((event.clientY - bar.getBoundingClientRect().top - this.length / 2) * scale);
    const from = { y: event.clientY, top: this.top };
    bar.setPointerCapture(event.pointerId);
    slider.classList.add('active');
    const move = (to: PointerEvent): void => void this.scrollTo(from.top + (to.clientY - from.y) * scale);
    const end = (): void => {
      slider.classList.remove('active');
      bar.removeEventListener('pointermove', move);
    };
    bar.addEventListener('pointermove', move);
    bar.addEventListener('lostpointercapture', end, { once: true });
  }

  /** A finger pulls the lines along, and they glide on when it leaves. */
  private touch(start: TouchEvent): void {
    cancelAnimationFrame(this.gliding);
    if (start.touches.length !== 1) return;
    let y = start.touches[0]?.clientY ?? 0;
    let at = start.timeStamp;
    let speed = 0;
    const move = (event: TouchEvent): void => {
      const next = event.touches[0]?.clientY ?? y;
      speed = ((y - next) / Math.max(1, event.timeStamp - at)) * 16;
      if (this.scrollTo(this.top + y - next) && event.cancelable) event.preventDefault();
      y = next;
      at = event.timeStamp;
    };
    const glide = (): void => {
      speed *= GLIDE;
      if (Math.abs(speed) > SLOW && this.scrollTo(this.top + speed)) this.gliding = requestAnimationFrame(glide);
    };
    const end = (): void => {
      this.root.removeEventListener('touchmove', move);
      glide();
    };
    this.root.addEventListener('touchmove', move, { passive: false });
    this.root.addEventListener('touchend', end, { once: true });
    this.root.addEventListener('touchcancel', end, { once: true });
  }
}
