/** The microphone's end in the audio thread. The global `sampleRate` is the truth; tracks misreport theirs. */

import { Framer } from './framer.js';

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.framer = new Framer(sampleRate, (frame, level) => {
      this.port.postMessage({ frame: frame.buffer, level }, [frame.buffer]);
    });
  }

  process([input]) {
    if (input.length > 0) this.framer.push(input[0]);
    return true;
  }
}

registerProcessor('preppal-capture', Capture);
