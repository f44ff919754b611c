// A microphone that hears the hiss of a room, and what the test says into it with `speak`: a recording at
// the moment that is waited for, where a file would play at a moment that was guessed. Everything behind
// getUserMedia is the page's own.
(() => {
  const RATE = 16_000;
  /** Below any voice and above nothing at all. */
  const HISS = 1.5e-4;
  let context;
  /** All that sounds in the room; every microphone that is opened hears it. */
  let room;

  function furnish() {
    context = new AudioContext();
    room = new GainNode(context);
    const hiss = context.createBuffer(1, context.sampleRate, context.sampleRate);
    hiss.copyToChannel(Float32Array.from({ length: context.sampleRate }, () => (Math.random() * 2 - 1) * HISS), 0);
    const source = new AudioBufferSourceNode(context, { buffer: hiss, loop: true });
    source.connect(room);
    source.start();
  }

  navigator.mediaDevices.getUserMedia = async () => {
    if (!context) furnish();
    const microphone = context.createMediaStreamDestination();
    room.connect(microphone);
    return microphone.stream;
  };

  /** PCM16 at 16 kHz, mono, in base64. Resolves when it has been said. */
  window.speak = (base64) => {
    const samples = new Int16Array(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer);
    const words = context.createBuffer(1, samples.length, RATE);
    words.copyToChannel(Float32Array.from(samples, (sample) => sample / 32_768), 0);
    const source = new AudioBufferSourceNode(context, { buffer: words });
    source.connect(room);
    source.start();
    return new Promise((resolve) => source.addEventListener('ended', () => resolve(), { once: true }));
  };
})();
