// Notes in window.ear what reaches the loudspeaker, what the microphone sends and what frames arrive, as
// {what, at}; `at` is in milliseconds of performance.now(). It only listens: nothing behaves differently.
(() => {
  const BLOCK = 256;
  /** Speech is full of moments without sound: silence is what lasts this long. */
  const SILENCE_MS = 60;
  const ear = [];
  window.ear = ear;
  const note = (what, at = performance.now(), more = {}) => ear.push({ what, at, ...more });

  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function (target, ...rest) {
    const connected = connect.call(this, target, ...rest);
    const { context } = this;
    if (target !== context.destination || !(context instanceof AudioContext)) return connected;
    const tap = context.createScriptProcessor(BLOCK, 1, 1);
    let sounding = false;
    let quietSince = 0;
    /** The audio clock ahead of the page's: the least of what was seen, since word of it only comes late. */
    let ahead = Infinity;
    tap.onaudioprocess = ({ inputBuffer }) => {
      const now = context.currentTime * 1000;
      ahead = Math.min(ahead, performance.now() - now);
      const loud = inputBuffer.getChannelData(0).some((sample) => Math.abs(sample) > 1e-4);
      if (loud && !sounding) note('sound', now + ahead);
      if (loud) quietSince = 0;
      else quietSince ||= now;
      const silent = quietSince > 0 && now - quietSince > SILENCE_MS;
      if (silent && sounding) note('silence', quietSince + ahead);
      sounding = loud || (sounding && !silent);
    };
    connect.call(this, tap);
    connect.call(tap, target);
    return connected;
  };

  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    if (data instanceof ArrayBuffer) {
      const samples = new Int16Array(data);
      const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length) / 32_768;
      if (level > 0.02) note('voice');
    } else note('sent', performance.now(), { frame: data });
    return send.call(this, data);
  };

  const { addEventListener } = WebSocket.prototype;
  WebSocket.prototype.addEventListener = function (type, listener, ...rest) {
    if (type === 'message') {
      addEventListener.call(this, type, ({ data }) => {
        if (typeof data === 'string') note('came', performance.now(), { frame: data });
      });
    }
    return addEventListener.call(this, type, listener, ...rest);
  };
})();
