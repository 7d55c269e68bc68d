/** The value below which a part `q` of ascending figures lies, to a tenth. */
export const quantile = (sorted, q) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] * 10) / 10;

export const ascending = (figures) => figures.toSorted((a, b) => a - b);

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
