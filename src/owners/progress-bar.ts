const width = 30;
const redrawMs = 200;

/** A line of a terminal that shows how far something is. */
export class ProgressBar {
  #drawnAt = -Infinity;
  #visible = false;

  /** @param write to the terminal; undefined where there is none: then nothing is shown */
  constructor(private readonly write: ((text: string) => void) | undefined) {}

  /** Shows the bar again, but not more often than anybody can see. */
  update(what: string, done: number, total: number): void {
    const now = performance.now();
    if (!this.write || now - this.#drawnAt < redrawMs) {
      return;
    }
    this.#drawnAt = now;
    this.#visible = true;
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const bar = '#'.repeat(Math.round(share * width)).padEnd(width, '.');
    const counts = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
    this.write(`\r\u001b[K[${bar}] ${Math.floor(share * 100)} % ${what}: ${counts}`);
  }

  /** Removes the bar, so that a line can be written where it was. */
  clear(): void {
    if (this.#visible) {
      this.#visible = false;
      this.write?.('\r\u001b[K');
    }
  }
}
