/** @param {number} rms 0 … 1 @returns {number} 0 … 1 as the ear ranks it: -52 dB to -10 dB */
export const loudness = (rms) =>
  Math.max(0, Math.min(1, (20 * Math.log10(Math.max(rms, 1e-6)) + 52) / 42));
