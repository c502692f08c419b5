'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const $ = id => document.getElementById(id);

  // ---- what there is ----------------------------------------------------------------------------

  const QUIET_MS = 15000;
  const MOST_ARROWS = 400;
  const MOST_ROWS = 150;
  const MOST_BAND_ROWS = 6;
  const GUTTER = 118;

  const CLASSES = [
    {id: 'hand', name: 'Handshake', head: 'square', dash: [], types: ['hello', 'prove', 'challenge', 'welcome', 'drain']},
    {id: 'money', name: 'Gestures', head: 'triangle', dash: [], types: ['push', 'ack', 'gap', 'staleEpoch', 'retryAfter']},
    {id: 'state', name: 'State', head: 'diamond', dash: [9, 3], types: ['snapshot', 'update']},
    {id: 'room', name: 'Rooms', head: 'circle', dash: [], types: ['join', 'leave', 'say', 'joined', 'room', 'presence']},
    {id: 'world', name: 'World and calls', head: 'ring', dash: [6, 2, 2, 2], types: ['world', 'call', 'reply', 'inboxAck']},
    {id: 'beat', name: 'Heartbeat', head: 'dot', dash: [2, 3], types: ['ping', 'pong', 'tick']},
    {id: 'odd', name: 'Errors', head: 'cross', dash: [4, 2], types: ['error', '?']},
  ];
  const ODD = CLASSES.length - 1;
  const classOf = new Map(CLASSES.flatMap((c, i) => c.types.map(t => [t, i])));
  const GROUPS = {
    net: {name: 'network', angle: 1, faults: ['offline', 'half-open', 'one-way', 'latency', 'jitter', 'stall', 'slow-close', 'reset', 'lost-ack', 'handshake-stall', 'duplicate', 'corrupt', 'slow-consumer']},
    host: {name: 'node, Redis', angle: -1, faults: ['server-restart', 'node-kill', 'node-pause', 'redis-away', 'redis-stop', 'redis-older', 'redis-empty', 'catalog-change']},
    clock: {name: 'clock', angle: 0, faults: ['clock-skew', 'clock-drift', 'clock-jump', 'suspend']},
    disk: {name: 'disk, profile', angle: 2, faults: ['disk-full', 'disk-lies', 'profile-copy', 'profile-restore']},
    cheat: {name: 'cheat', angle: 3, faults: ['forged-time', 'forged-checkpoint', 'replayed-frame']},
  };
  const groupOf = new Map(Object.entries(GROUPS).flatMap(([id, g]) => g.faults.map(f => [f, id])));
  const MARKS = {
    opens: ['starts', 'play'], quits: ['ends', 'stop'], crashes: ['is killed', 'cross'], sleeps: ['is suspended', 'pause'],
    wakes: ['wakes', 'play'], connects: ['connects', 'plus'], loses: ['loses the connection', 'minus'], 'too-slow': ['is too slow', 'bang'],
    starts: ['starts', 'play'], stops: ['stops', 'cross'], leaves: ['is away', 'cross'], returns: ['is back', 'play'],
    commits: ['commits', 'tick'], saves: ['saves a gesture', 'tick'], told: ['is told', 'dot'], 'lost-rows': ['lost rows of its disk', 'bang'],
  };

  const END = Math.max(1, data.endMs);
  const rank = name => (name[0] === 'd' ? 0 : name[0] === 'n' ? 1000 : 2000) + (Number(name.slice(1)) || 0);
  const order = data.lanes.map((name, i) => ({name, i})).sort((a, b) => rank(a.name) - rank(b.name));
  const lanes = order.map(({name}) => ({name, device: name[0] === 'd', shown: true, bands: [], states: [], points: []}));
  const laneAt = [];
  order.forEach(({i}, row) => { laneAt[i] = row; });

  const frames = data.frames.map(([s, a, from, to, type, says]) => {
    const kind = classOf.has(type) ? classOf.get(type) : ODD;
    return {what: 'frame', t: s, s, a, from: laneAt[from], to: laneAt[to], type, says, kind};
  }).sort((x, y) => x.s - y.s);
  const marks = data.marks.map(([t, lane, kind, detail]) => ({what: 'mark', t, lane: laneAt[lane], kind, detail})).sort((x, y) => x.t - y.t);
  const bands = data.bands.map(([t, ms, lane, fault]) => ({what: 'band', t, end: Math.min(END, t + ms), ms, lane: laneAt[lane], fault, group: groupOf.get(fault) || 'net'}));
  for (const [t, lane, predicted, confirmed, version, outbox] of data.points) {
    lanes[laneAt[lane]].points.push({t, predicted, confirmed, version, outbox,
      p: predicted === null ? NaN : Number(predicted) / 1000, c: confirmed === null ? NaN : Number(confirmed) / 1000});
  }
  const failure = data.failure === null ? null : {what: 'failure', t: data.failure.atMs, lane: data.failure.lane < 0 ? -1 : laneAt[data.failure.lane],
    checker: data.failure.checker, message: data.failure.message};
  data.frames = data.marks = data.points = null;

  // Whether somebody runs, from mark to mark: states say so for a stretch of time each.
  const UP = new Set(['opens', 'starts', 'returns', 'wakes']);
  const DOWN = new Set(['quits', 'crashes', 'stops', 'leaves']);
  lanes.forEach((lane, row) => {
    let state = lane.device ? 'down' : 'up';
    let since = 0;
    const turn = (t, next) => {
      if (next !== state) {
        lane.states.push({from: since, to: t, state});
        state = next;
        since = t;
      }
    };
    for (const mark of marks) {
      if (mark.lane === row) {
        if (UP.has(mark.kind)) turn(mark.t, 'up');
        else if (DOWN.has(mark.kind)) turn(mark.t, 'down');
        else if (mark.kind === 'sleeps' && state === 'up') turn(mark.t, 'asleep');
      }
    }
    lane.states.push({from: since, to: END, state});
    lane.bornMs = lane.device && lane.states.length ? (lane.states[0].state === 'down' ? lane.states[0].to : 0) : 0;
    const opens = marks.filter(m => m.lane === row && UP.has(m.kind)).map(m => m.t);
    let o = 0;
    lane.points.forEach((p, i) => {
      while (o < opens.length && opens[o] <= (i ? lane.points[i - 1].t : -1)) o++;
      p.starts = i === 0 || (o < opens.length && opens[o] <= p.t);
    });
  });
  for (const band of bands) {
    const ends = lanes[band.lane].ends || (lanes[band.lane].ends = []);
    let row = ends.findIndex(e => e <= band.t);
    band.crowded = row < 0 && ends.length === MOST_BAND_ROWS;
    if (row < 0) row = band.crowded ? ends.indexOf(Math.min(...ends)) : ends.length;
    ends[row] = Math.max(ends[row] || 0, band.end, band.t + 1);
    band.row = row;
    lanes[band.lane].bands.push(band);
  }

  // ---- time: virtual ms to the width that they get, and back -------------------------------------

  let knots;
  function mapTime(mode) {
    const at = new Set([0, END]);
    for (const f of frames) {
      if (f.kind !== 5) {
        at.add(f.s);
        if (f.a >= 0) at.add(f.a);
      }
    }
    for (const m of marks) at.add(m.t);
    for (const b of bands) { at.add(b.t); at.add(b.end); }
    const t = Float64Array.from(at).sort();
    const u = new Float64Array(t.length);
    const quiet = [];
    for (let i = 1; i < t.length; i++) {
      const ms = t[i] - t[i - 1];
      const calm = ms > QUIET_MS;
      const width = mode === 'even' ? ms
        : mode === 'event' ? (calm ? 400 + 100 * Math.log10(ms / QUIET_MS) : 40 + 60 * Math.log10(1 + ms))
        : calm ? 3000 + 2500 * Math.log10(ms / QUIET_MS) : ms;
      u[i] = u[i - 1] + width;
      if (calm && mode !== 'even') quiet.push({t0: t[i - 1], t1: t[i], u0: u[i - 1], u1: u[i]});
    }
    knots = {t, u, quiet, all: u[u.length - 1] || 1};
  }
  function through(from, to, x) {
    let low = 0;
    let high = from.length - 1;
    while (high - low > 1) {
      const mid = (low + high) >> 1;
      if (from[mid] <= x) low = mid; else high = mid;
    }
    const span = from[high] - from[low];
    return span === 0 ? to[low] : to[low] + (x - from[low]) / span * (to[high] - to[low]);
  }
  function quietAt(t) {
    let low = 0;
    let high = knots.quiet.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (knots.quiet[mid].t1 <= t) low = mid + 1; else high = mid;
    }
    return low < knots.quiet.length && knots.quiet[low].t0 < t;
  }
  const toU = t => through(knots.t, knots.u, t);
  const toT = u => through(knots.u, knots.t, Math.min(knots.all, Math.max(0, u)));

  // ---- words ------------------------------------------------------------------------------------

  const pad = (n, digits) => String(n).padStart(digits, '0');
  function clock(t, step = 1) {
    const ms = Math.round(t);
    const day = Math.floor(ms / 86400000);
    const rest = ms % 86400000;
    const hms = [Math.floor(rest / 3600000), Math.floor(rest / 60000) % 60, Math.floor(rest / 1000) % 60];
    const text = hms.map(n => pad(n, 2)).slice(0, step >= 60000 ? 2 : 3).join(':') + (step < 1000 ? '.' + pad(rest % 1000, 3) : '');
    return day > 0 ? day + ' d ' + text : text;
  }
  function lasts(ms) {
    if (ms < 1000) return Math.round(ms) + ' ms';
    if (ms < 60000) return (ms / 1000).toFixed(ms < 10000 ? 1 : 0) + ' s';
    if (ms < 3600000) return Math.floor(ms / 60000) + ' min ' + Math.round(ms / 1000) % 60 + ' s';
    if (ms < 86400000) return Math.floor(ms / 3600000) + ' h ' + Math.floor(ms / 60000) % 60 + ' min';
    return Math.floor(ms / 86400000) + ' d ' + Math.floor(ms / 3600000) % 24 + ' h';
  }
  function coins(grains) {
    if (grains === null) return 'none yet';
    const minus = grains[0] === '-';
    const digits = (minus ? grains.slice(1) : grains).padStart(4, '0');
    const whole = digits.slice(0, -3).replace(/\B(?=(\d{3})+$)/g, ',');
    return (minus ? '\u2212' : '') + whole + '.' + digits.slice(-3) + ' coins (' + grains + ' grains)';
  }
  function short(n) {
    if (!Number.isFinite(n)) return '';
    const size = Math.abs(n);
    if (size >= 1e15) return n.toExponential(2);
    for (const [unit, of] of [['T', 1e12], ['G', 1e9], ['M', 1e6], ['k', 1e3]]) {
      if (size >= of) return (n / of).toFixed(size >= of * 100 ? 0 : 2) + ' ' + unit;
    }
    return n.toFixed(size < 100 ? 2 : 0);
  }
  const count = n => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
  const many = (n, one) => count(n) + ' ' + one + (n === 1 ? '' : 's');

  function headline(it) {
    switch (it.what) {
      case 'frame': return lanes[it.from].name + ' \u2192 ' + lanes[it.to].name + '  ' + (it.type === '?' ? 'unreadable frame' : it.type);
      case 'mark': return lanes[it.lane].name + ' ' + (MARKS[it.kind] || [it.kind])[0];
      case 'band': return lanes[it.lane].name + ' fault ' + it.fault;
      default: return 'Broken: ' + it.checker;
    }
  }
  function facts(it) {
    const list = [['at', clock(it.t)]];
    if (it.what === 'frame') {
      list.push(['class', CLASSES[it.kind].name]);
      list.push(it.a < 0 ? ['arrived', it.s > END - 4000 ? 'not before the end of the run' : 'never'] : ['took', lasts(it.a - it.s)]);
      if (it.says) list.push(['says', it.says]);
    } else if (it.what === 'band') {
      list.push(['kind', GROUPS[it.group].name]);
      list.push(['lasts', it.ms > 0 ? lasts(it.ms) + ', to ' + clock(it.t + it.ms) : 'a moment']);
    } else if (it.what === 'mark') {
      if (it.detail) list.push(['says', it.detail]);
    } else {
      if (it.lane >= 0) list.push(['seen at', lanes[it.lane].name]);
      list.push(['says', it.message], ['again', data.again]);
    }
    return list;
  }
  const sayings = it => headline(it) + '\n' + facts(it).map(([k, v]) => k + ' ' + v).join('\n');

  function balances(lane, p) {
    return lane.name + ' balance\npredicted ' + coins(p.predicted) + '\nconfirmed ' + coins(p.confirmed)
      + (p.version ? '\nconfirmed version ' + p.version : '\nnot enrolled yet') + '\noutbox ' + many(p.outbox, 'gesture') + '\nas of ' + clock(p.t);
  }

  // ---- the view ---------------------------------------------------------------------------------

  const view = {u0: 0, u1: 1};
  const off = new Set();
  let chosen = null;
  let needle = '';
  let ink = {};
  let width = 0;
  let height = 0;
  let rows = [];
  let charts = [];
  let hits = [];

  function readInk() {
    const style = getComputedStyle(document.documentElement);
    const names = ['bg', 'surface', 'raised', 'sunk', 'line', 'strong', 'text', 'muted', 'accent', 'soft', 'danger', 'dangersoft', 'hoped', 'sure',
      ...CLASSES.map(c => c.id), ...Object.keys(GROUPS).flatMap(g => [g, g + 'edge'])];
    ink = Object.fromEntries(names.map(n => [n, style.getPropertyValue('--' + n).trim()]));
    hatches.clear();
  }
  const hatches = new Map();
  function hatch(context, group) {
    if (!hatches.has(group)) {
      const tile = document.createElement('canvas');
      tile.width = tile.height = 8;
      const c = tile.getContext('2d');
      c.strokeStyle = ink[group + 'edge'];
      c.globalAlpha = 0.28;
      c.beginPath();
      const lines = {'1': [[0, 8, 8, 0]], '-1': [[0, 0, 8, 8]], '0': [[0, 4, 8, 4]], '2': [[4, 0, 4, 8]], '3': [[0, 4, 8, 4], [4, 0, 4, 8]]}[GROUPS[group].angle];
      for (const [x0, y0, x1, y1] of lines) { c.moveTo(x0, y0); c.lineTo(x1, y1); }
      c.stroke();
      hatches.set(group, context.createPattern(tile, 'repeat'));
    }
    return hatches.get(group);
  }

  const toX = t => GUTTER + (toU(t) - view.u0) / (view.u1 - view.u0) * (width - GUTTER - 8);
  const uAt = x => view.u0 + (x - GUTTER) / (width - GUTTER - 8) * (view.u1 - view.u0);
  const tAt = x => toT(uAt(x));
  const shows = it => it.what === 'frame' ? !off.has(it.kind) && lanes[it.from].shown && lanes[it.to].shown : it.lane < 0 || lanes[it.lane].shown;
  const matches = it => needle === '' || (headline(it) + ' ' + (it.says || it.detail || '')).toLowerCase().includes(needle);

  function firstAt(list, t) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (list[mid].t < t) low = mid + 1; else high = mid;
    }
    return low;
  }
  function inside(list, t0, t1) {
    return list.slice(firstAt(list, t0), firstAt(list, t1 + 0.5));
  }

  function layOut() {
    let y = 8;
    const air = Math.max(42, Math.min(64, 420 / lanes.length));
    rows = lanes.map(lane => {
      if (!lane.shown) return null;
      const stack = lane.ends ? lane.ends.length : 0;
      const top = y;
      const mid = top + stack * 18 + 18;
      y = mid + air;
      return {top, mid};
    });
    const split = y;
    y += 8;
    charts = [];
    for (const lane of lanes) {
      if (lane.device && lane.shown && lane.points.length) {
        charts.push({lane, top: y + 6, bottom: y + 76, foot: y + 100});
        y += 116;
      }
    }
    rows.split = split;
    height = y + 4;
  }

  function fit(canvas, w, h) {
    const scale = window.devicePixelRatio || 1;
    canvas.width = Math.round(w * scale);
    canvas.height = Math.round(h * scale);
    canvas.style.width = w + 'px';
    canvas.style.height = h + 'px';
    const context = canvas.getContext('2d');
    context.setTransform(scale, 0, 0, scale, 0, 0);
    return context;
  }
  const FONT = '"Nunito Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif';
  function words(c, text, x, y, color, size = 12, weight = 400, align = 'left') {
    c.font = weight + ' ' + size + 'px ' + FONT;
    c.fillStyle = color;
    c.textAlign = align;
    c.textBaseline = 'middle';
    c.fillText(text, x, y);
  }

  // ---- drawing ----------------------------------------------------------------------------------

  function shape(c, kind, x, y, r) {
    c.beginPath();
    switch (kind) {
      case 'square': c.rect(x - r, y - r, 2 * r, 2 * r); c.fill(); break;
      case 'diamond': c.moveTo(x, y - r - 1); c.lineTo(x + r + 1, y); c.lineTo(x, y + r + 1); c.lineTo(x - r - 1, y); c.closePath(); c.fill(); break;
      case 'circle': c.arc(x, y, r, 0, 7); c.fill(); break;
      case 'ring': c.arc(x, y, r, 0, 7); c.stroke(); break;
      case 'dot': c.arc(x, y, r / 2, 0, 7); c.fill(); break;
      case 'play': c.moveTo(x - r, y - r - 1); c.lineTo(x + r + 1, y); c.lineTo(x - r, y + r + 1); c.closePath(); c.fill(); break;
      case 'stop': c.rect(x - r, y - r, 2 * r, 2 * r); c.fill(); break;
      case 'pause': c.rect(x - r, y - r, r * 0.7, 2 * r); c.rect(x + r * 0.3, y - r, r * 0.7, 2 * r); c.fill(); break;
      case 'plus': c.moveTo(x - r, y); c.lineTo(x + r, y); c.moveTo(x, y - r); c.lineTo(x, y + r); c.stroke(); break;
      case 'minus': c.moveTo(x - r, y); c.lineTo(x + r, y); c.stroke(); break;
      case 'bang': c.moveTo(x, y - r - 1); c.lineTo(x, y + r / 3); c.moveTo(x, y + r - 1); c.lineTo(x, y + r + 1); c.stroke(); break;
      case 'tick': c.moveTo(x, y - r); c.lineTo(x, y + r); c.stroke(); break;
      default: c.moveTo(x - r, y - r); c.lineTo(x + r, y + r); c.moveTo(x + r, y - r); c.lineTo(x - r, y + r); c.stroke();
    }
  }
  function head(c, kind, x, y, dx, dy) {
    if (kind !== 'triangle') {
      shape(c, kind, x, y, 3.2);
      return;
    }
    const size = Math.hypot(dx, dy) || 1;
    const ux = dx / size;
    const uy = dy / size;
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x - ux * 9 - uy * 4.5, y - uy * 9 + ux * 4.5);
    c.lineTo(x - ux * 9 + uy * 4.5, y - uy * 9 - ux * 4.5);
    c.closePath();
    c.fill();
  }

  function drawQuiet(c, h) {
    for (const q of knots.quiet) {
      if (q.u1 < view.u0 || q.u0 > view.u1) continue;
      const x0 = Math.max(GUTTER, toX(q.t0));
      const x1 = Math.min(width, toX(q.t1));
      if (x1 - x0 < 2) continue;
      c.fillStyle = ink.sunk;
      c.fillRect(x0, 0, x1 - x0, h);
      c.strokeStyle = ink.strong;
      c.setLineDash([1, 4]);
      c.beginPath();
      for (const x of [x0 + 0.5, x1 - 0.5]) { c.moveTo(x, 0); c.lineTo(x, h); }
      c.stroke();
      c.setLineDash([]);
    }
  }

  function drawLane(c, lane, row) {
    const x1 = width;
    const few = lane.bands.filter(b => toX(b.end) >= GUTTER && toX(b.t) <= x1).length < 12;
    for (const b of lane.bands) {
      const x = toX(b.t);
      const end = Math.max(x + 3, toX(b.end));
      if (end < GUTTER || x > x1) continue;
      const y = row.top + b.row * 18;
      const left = Math.max(GUTTER, x);
      const right = Math.min(x1, end);
      c.fillStyle = ink[b.group];
      c.fillRect(left, y, right - left, 16);
      c.fillStyle = hatch(c, b.group);
      c.fillRect(left, y, right - left, 16);
      c.fillStyle = ink[b.group + 'edge'];
      c.fillRect(left, y, Math.min(3, right - left), 16);
      c.fillRect(left, y + 15, right - left, 1);
      c.font = '600 11px ' + FONT;
      const wide = c.measureText(b.fault).width;
      if (right - left > wide + 12 && (few || !b.crowded)) {
        c.fillStyle = ink[b.group];
        c.fillRect(left + 5, y + 1, wide + 4, 13);
        words(c, b.fault, left + 7, y + 8, ink.text, 11, 600);
      }
      hits.push({x0: x - 2, x1: Math.max(end, x + 5), y0: y, y1: y + 16, it: b});
    }
    for (const s of lane.states) {
      const a = Math.max(GUTTER, toX(s.from));
      const b = Math.min(x1, toX(s.to));
      if (b <= a) continue;
      c.strokeStyle = s.state === 'up' ? ink.text : ink.muted;
      c.lineWidth = s.state === 'up' ? 3 : 1.2;
      c.setLineDash(s.state === 'up' ? [] : s.state === 'asleep' ? [8, 5] : [1, 5]);
      c.beginPath();
      c.moveTo(a, row.mid);
      c.lineTo(b, row.mid);
      c.stroke();
    }
    c.setLineDash([]);
    c.lineWidth = 1;
  }

  function drawMarks(c, t0, t1) {
    const last = [];
    for (const m of inside(marks, t0, t1)) {
      const row = rows[m.lane];
      if (!row) continue;
      const kind = (MARKS[m.kind] || ['', 'dot'])[1];
      const small = kind === 'tick' || kind === 'dot';
      const x = toX(m.t);
      // A disc that would hide another one becomes a notch above the line.
      const notch = !small && x - (last[m.lane] === undefined ? -99 : last[m.lane]) < 9;
      const y = small ? row.mid + 9 : notch ? row.mid - 7 : row.mid;
      if (!small && !notch) last[m.lane] = x;
      if (needle !== '' && !matches(m)) c.globalAlpha = 0.2;
      c.strokeStyle = c.fillStyle = kind === 'cross' || kind === 'bang' || kind === 'minus' ? ink.danger : ink.text;
      c.lineWidth = small || notch ? 1.2 : 2.2;
      if (!small && !notch) {
        c.save();
        c.fillStyle = ink.surface;
        c.beginPath();
        c.arc(x, y, 7, 0, 7);
        c.fill();
        c.lineWidth = 1;
        c.stroke();
        c.restore();
      }
      shape(c, notch ? 'tick' : kind, x, y, notch ? 2.5 : 3);
      c.globalAlpha = 1;
      hits.push({x0: x - 5, x1: x + 5, y0: y - (small ? 4 : 8), y1: y + (small ? 5 : 8), it: m});
    }
    c.lineWidth = 1;
  }

  function arrowOf(f) {
    const from = rows[f.from];
    const to = rows[f.to];
    if (!from || !to) return null;
    const x0 = toX(f.s);
    const y0 = from.mid;
    if (f.a < 0) return {x0, y0, x1: x0 + 12, y1: y0 + (to.mid - y0) * 0.35};
    return {x0, y0, x1: toX(f.a), y1: to.mid};
  }

  function drawArrows(c, seen) {
    const boxes = [];
    for (const f of seen) {
      const arrow = arrowOf(f);
      if (arrow === null) continue;
      const kind = CLASSES[f.kind];
      const lost = f.a < 0;
      if (needle !== '' && !matches(f)) c.globalAlpha = 0.12;
      c.strokeStyle = c.fillStyle = ink[kind.id];
      c.lineWidth = f.kind === 5 ? 0.8 : 1.5;
      if (f.kind === 5) c.globalAlpha *= 0.6;
      c.setLineDash(lost ? [2, 4] : kind.dash);
      c.beginPath();
      c.moveTo(arrow.x0, arrow.y0);
      c.lineTo(arrow.x1, arrow.y1);
      c.stroke();
      c.setLineDash([]);
      const dx = arrow.x1 - arrow.x0;
      const dy = arrow.y1 - arrow.y0;
      if (lost) {
        c.strokeStyle = ink.danger;
        c.lineWidth = 2;
        shape(c, 'cross', arrow.x1, arrow.y1, 4);
      } else {
        head(c, kind.head, arrow.x1 - dx / (Math.hypot(dx, dy) || 1) * 2, arrow.y1 - Math.sign(dy) * 3, dx, dy);
      }
      c.globalAlpha = 1;
      hits.push({line: arrow, it: f});
    }
    c.lineWidth = 1;
    if (seen.filter(f => f.kind !== 5).length > 220) return;
    for (const f of seen) {
      if (f.kind === 5 && seen.length > 60) continue;
      const arrow = arrowOf(f);
      if (arrow === null || (needle !== '' && !matches(f))) continue;
      const text = f.type === '?' ? 'unreadable' : f.type;
      c.font = '600 11px ' + FONT;
      const w = c.measureText(text).width + 6;
      for (const part of [0.3, 0.5, 0.7]) {
        const x = arrow.x0 + (arrow.x1 - arrow.x0) * part + 4;
        const y = arrow.y0 + (arrow.y1 - arrow.y0) * part;
        const box = [x - 1, y - 8, x + w, y + 8];
        if (x < GUTTER || x + w > width || rows.some(r => r && y > r.top - 9 && y < r.mid + 16)
          || boxes.some(b => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) continue;
        boxes.push(box);
        c.fillStyle = ink.surface;
        c.globalAlpha = 0.85;
        c.fillRect(x, y - 7, w - 2, 14);
        c.globalAlpha = 1;
        words(c, text, x + 2, y, ink[CLASSES[f.kind].id], 11, 600);
        break;
      }
    }
  }

  function drawDensity(c, seen) {
    const STEP = 4;
    const cells = new Map();
    for (const f of seen) {
      for (const lane of [f.from, f.to]) {
        const bin = Math.floor((toX(f.s) - GUTTER) / STEP);
        const key = lane * 100000 + bin;
        let cell = cells.get(key);
        if (!cell) cells.set(key, cell = {lane, bin, n: new Array(CLASSES.length).fill(0), all: 0, t0: f.s, t1: f.s});
        cell.n[f.kind]++;
        cell.all++;
        cell.t1 = f.s;
      }
    }
    const most = new Array(lanes.length).fill(1);
    for (const cell of cells.values()) most[cell.lane] = Math.max(most[cell.lane], cell.all);
    for (const cell of cells.values()) {
      const row = rows[cell.lane];
      if (!row) continue;
      const x = GUTTER + cell.bin * STEP;
      const tall = Math.max(2, 18 * Math.sqrt(cell.all / most[cell.lane]));
      let y = row.mid + 15;
      cell.n.forEach((n, kind) => {
        if (n > 0) {
          const part = tall * n / cell.all;
          c.fillStyle = ink[CLASSES[kind].id];
          c.fillRect(x, y, STEP - 1, Math.max(1, part));
          y += part;
        }
      });
      hits.push({x0: x, x1: x + STEP, y0: row.mid + 13, y1: row.mid + 36, text: () => lanes[cell.lane].name + ': ' + many(cell.all, 'frame') + '\n'
        + clock(cell.t0) + ' to ' + clock(cell.t1) + '\n' + cell.n.map((n, k) => n ? CLASSES[k].name + ' ' + count(n) : '').filter(s => s).join('\n')});
    }
  }

  function drawChart(c, chart, t0, t1) {
    const {lane, top, bottom, foot} = chart;
    const from = Math.max(0, firstAt(lane.points, t0) - 1);
    const seen = lane.points.slice(from, firstAt(lane.points, t1) + 1);
    let low = Infinity;
    let high = -Infinity;
    let outbox = 1;
    for (const p of seen) {
      for (const v of [p.p, p.c]) if (Number.isFinite(v)) { low = Math.min(low, v); high = Math.max(high, v); }
      outbox = Math.max(outbox, p.outbox);
    }
    if (!(high > low)) { const at = Number.isFinite(low) ? low : 0; low = at - 1; high = at + 1; }
    chart.y = v => bottom - (v - low) / (high - low) * (bottom - top);
    c.strokeStyle = ink.line;
    c.beginPath();
    for (const y of [top, bottom, foot]) { c.moveTo(GUTTER, y + 0.5); c.lineTo(width, y + 0.5); }
    c.stroke();
    c.save();
    c.beginPath();
    c.rect(GUTTER, top - 4, width - GUTTER, foot - top + 6);
    c.clip();
    c.fillStyle = ink.soft;
    c.strokeStyle = ink.muted;
    for (let i = 0; i < seen.length; i++) {
      const p = seen[i];
      if (p.outbox === 0) continue;
      const x = toX(p.t);
      const next = i + 1 < seen.length && !seen[i + 1].starts ? toX(seen[i + 1].t) : x + 2;
      const tall = Math.max(2, p.outbox / outbox * (foot - bottom - 6));
      c.fillRect(x, foot - tall, Math.max(1.5, next - x), tall);
      c.strokeRect(x, foot - tall, Math.max(1.5, next - x), tall);
    }
    for (const [key, color, dash, thick] of [['c', ink.sure, [], 5], ['p', ink.hoped, [], 1.4]]) {
      c.strokeStyle = color;
      c.lineWidth = thick;
      c.setLineDash(dash);
      c.beginPath();
      let before = null;
      for (const p of seen) {
        if (!Number.isFinite(p[key])) { before = null; continue; }
        const x = toX(p.t);
        const y = chart.y(p[key]);
        if (!before || p.starts) {
          c.moveTo(x - 1, y);
        } else if (p.version !== before.version || (key === 'p' && p.outbox !== before.outbox)) {
          c.lineTo(x, chart.y(before[key])); // what was bought was bought now, not since the last look
        }
        c.lineTo(x, y);
        before = p;
      }
      c.stroke();
    }
    c.setLineDash([]);
    c.lineWidth = 1;
    c.restore();
    chart.labels = [[short(high), top + 5], [short(low), bottom - 5]];
    chart.outbox = outbox;
  }

  function drawGutter(c) {
    c.fillStyle = ink.surface;
    c.fillRect(0, 0, GUTTER, height);
    c.strokeStyle = ink.line;
    c.beginPath();
    c.moveTo(GUTTER - 0.5, 0);
    c.lineTo(GUTTER - 0.5, height);
    c.stroke();
    lanes.forEach((lane, i) => {
      const row = rows[i];
      if (!row) return;
      words(c, lane.name, 14, row.mid, ink.text, 15, 700);
      words(c, lane.device ? 'device' : lane.name[0] === 'n' ? 'node' : 'store', GUTTER - 10, row.mid, ink.muted, 12, 400, 'right');
    });
    for (const chart of charts) {
      words(c, chart.lane.name, 14, chart.top + 5, ink.text, 15, 700);
      words(c, 'balance', 14, chart.top + 22, ink.muted, 12);
      words(c, 'coins', 14, chart.top + 37, ink.muted, 12);
      for (const [text, y] of chart.labels) words(c, text, GUTTER - 8, y, ink.muted, 12, 400, 'right');
      words(c, 'outbox', 14, chart.foot - 8, ink.muted, 12);
      words(c, '\u2264 ' + chart.outbox, GUTTER - 8, chart.foot - 8, ink.muted, 12, 400, 'right');
    }
  }

  function drawFailure(c, h) {
    if (failure === null) return;
    const x = toX(failure.t);
    if (x < GUTTER || x > width + 20) return;
    const at = Math.min(x, width - 4);
    c.strokeStyle = ink.danger;
    c.lineWidth = 2.5;
    c.beginPath();
    c.moveTo(at, 0);
    c.lineTo(at, h);
    c.stroke();
    c.lineWidth = 2;
    const text = '\u2716 ' + failure.checker;
    c.font = '700 12px ' + FONT;
    const wide = c.measureText(text).width + 14;
    const row = failure.lane >= 0 ? rows[failure.lane] : null;
    const y = row ? row.mid : 14;
    if (row) {
      c.beginPath();
      c.arc(at, row.mid, 10, 0, 7);
      c.stroke();
    }
    const left = at + 14 + wide < width ? at + 12 : Math.max(GUTTER, at - wide - 14);
    c.fillStyle = ink.danger;
    c.fillRect(left, y - 11, wide, 22);
    words(c, text, left + 7, y, ink.surface, 12, 700);
    hits.push({x0: Math.min(left, at - 6), x1: Math.max(at + 6, left + wide), y0: 0, y1: h, far: true, it: failure});
    c.lineWidth = 1;
  }

  const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 216e5, 432e5,
    864e5, 1728e5, 4320e5, 8640e5, 25920e5, 86400e5];
  function drawAxis() {
    const c = fit($('axis'), width, 30);
    c.fillStyle = ink.surface;
    c.fillRect(0, 0, width, 30);
    drawQuiet(c, 30);
    let busy = GUTTER - 4;
    const taken = [];
    for (const q of knots.quiet) {
      if (q.u1 < view.u0 || q.u0 > view.u1) continue;
      const x0 = Math.max(GUTTER, toX(q.t0));
      const x1 = Math.min(width, toX(q.t1));
      const text = '\u2248 ' + lasts(q.t1 - q.t0) + ' quiet';
      c.font = '600 11px ' + FONT;
      const wide = c.measureText(text).width;
      if (x1 - x0 > wide + 6) {
        words(c, text, (x0 + x1) / 2, 22, ink.muted, 11, 600, 'center');
      } else if (x1 - x0 > 5) {
        words(c, '\u2248', (x0 + x1) / 2, 22, ink.muted, 12, 700, 'center');
      }
      taken.push([x0, x1]);
    }
    c.strokeStyle = ink.muted;
    // Where quiet stretches are wide enough to be named, the ticks stand between them.
    for (let x = GUTTER + 24; x < width - 30;) {
      const hole = taken.find(([a, b]) => b - a > 24 && x >= a - 4 && x < b + 4);
      if (hole) { x = hole[1] + 24; continue; }
      const span = tAt(Math.min(width - 8, x + 50)) - tAt(Math.max(GUTTER, x - 50));
      const step = STEPS.findLast(s => s <= span / 3) || 1;
      const t = Math.round(tAt(x) / step) * step;
      const at = toX(t);
      const label = clock(t, step);
      c.font = '11px ' + FONT;
      const half = c.measureText(label).width / 2;
      if (Math.abs(at - x) < 40 && at - half > busy && at + half < width && at >= GUTTER) {
        c.beginPath();
        c.moveTo(at + 0.5, 0);
        c.lineTo(at + 0.5, 5);
        c.stroke();
        words(c, label, at, 12, ink.text, 11, 400, 'center');
        busy = at + half + 14;
      }
      x = Math.max(x + 30, busy + half);
    }
    words(c, 'since the start', GUTTER - 8, 11, ink.muted, 11, 400, 'right');
  }

  let ground = null;
  function overviewGround(wide) {
    const key = [width, knots.all, ink.surface].join();
    if (ground !== null && ground.key === key) return ground.canvas;
    const canvas = document.createElement('canvas');
    const c = fit(canvas, width, 46);
    const at = t => GUTTER + toU(t) / knots.all * wide;
    c.fillStyle = ink.sunk;
    c.fillRect(GUTTER, 4, wide, 38);
    const bins = new Float64Array(Math.ceil(wide / 2) + 1);
    for (const f of frames) if (f.kind !== 5) bins[Math.floor((at(f.s) - GUTTER) / 2)]++;
    const most = Math.max(1, ...bins);
    c.fillStyle = ink.muted;
    bins.forEach((n, i) => { if (n) { const h = 2 + 20 * Math.sqrt(n / most); c.fillRect(GUTTER + i * 2, 41 - h, 1.5, h); } });
    c.globalAlpha = 0.8;
    for (const b of bands) {
      c.fillStyle = ink[b.group + 'edge'];
      const x = at(b.t);
      c.fillRect(x, 6 + (b.lane % 4) * 3, Math.max(1.5, at(b.end) - x), 2);
    }
    ground = {key, canvas};
    return canvas;
  }
  function drawOverview() {
    const c = fit($('overview'), width, 46);
    const wide = width - GUTTER - 8;
    const at = t => GUTTER + toU(t) / knots.all * wide;
    c.drawImage(overviewGround(wide), 0, 0, width, 46);
    const x0 = GUTTER + view.u0 / knots.all * wide;
    const x1 = GUTTER + view.u1 / knots.all * wide;
    c.fillStyle = ink.accent;
    c.globalAlpha = 0.16;
    c.fillRect(x0, 4, x1 - x0, 38);
    c.globalAlpha = 1;
    c.strokeStyle = ink.accent;
    c.lineWidth = 2;
    c.strokeRect(x0, 4, Math.max(3, x1 - x0), 38);
    if (failure !== null) {
      const x = at(failure.t);
      c.fillStyle = ink.danger;
      c.fillRect(x - 1.5, 2, 3, 42);
      c.beginPath();
      c.moveTo(x - 6, 0); c.lineTo(x + 6, 0); c.lineTo(x, 9);
      c.closePath();
      c.fill();
    }
    words(c, 'whole run', GUTTER - 8, 16, ink.muted, 11, 400, 'right');
    words(c, lasts(END), GUTTER - 8, 31, ink.muted, 11, 400, 'right');
  }

  function draw() {
    width = $('stage').clientWidth;
    layOut();
    const c = fit($('lanesCanvas'), width, height);
    fit($('over'), width, height);
    hits = [];
    c.fillStyle = ink.surface;
    c.fillRect(0, 0, width, height);
    drawQuiet(c, height);
    const t0 = toT(view.u0);
    const t1 = toT(view.u1);
    const seen = frames.slice(firstAt(frames, t0 - 60000), firstAt(frames, t1 + 0.5)).filter(f => shows(f) && Math.max(f.s, f.a) >= t0);
    c.save();
    c.beginPath();
    c.rect(GUTTER, 0, width - GUTTER, height);
    c.clip();
    lanes.forEach((lane, i) => {
      if (rows[i]) drawLane(c, lane, rows[i]);
    });
    const busy = seen.filter(f => f.kind !== 5);
    const dense = busy.length > MOST_ARROWS;
    const noBeats = !dense && seen.length > MOST_ARROWS;
    if (dense) drawDensity(c, busy); else drawArrows(c, noBeats ? busy : seen.filter(f => f.kind !== 5 || !quietAt(f.s)));
    drawMarks(c, t0, t1);
    c.restore();
    charts.forEach(chart => drawChart(c, chart, t0, t1));
    drawGutter(c);
    c.strokeStyle = ink.strong;
    c.beginPath();
    c.moveTo(0, rows.split + 0.5);
    c.lineTo(width, rows.split + 0.5);
    c.stroke();
    drawFailure(c, height);
    drawAxis();
    drawOverview();
    drawOver();
    $('note').textContent = many(seen.length, 'frame') + ' in view, ' + clock(t0) + ' to ' + clock(t1) + '. '
      + (dense ? 'So many are drawn as columns under their lanes, by class and without heartbeats; zoom in for arrows.'
        : noBeats ? 'Heartbeats are left out of the drawing; zoom in for them.' : '');
    clearTimeout(draw.later);
    draw.later = setTimeout(drawList, 120);
  }
  let asked = false;
  function ask() {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => { asked = false; draw(); });
    }
  }

  let pointer = null;
  function drawOver() {
    const c = $('over').getContext('2d');
    c.clearRect(0, 0, width, height);
    if (pointer !== null && pointer.x > GUTTER) {
      c.strokeStyle = ink.accent;
      c.setLineDash([3, 3]);
      c.beginPath();
      c.moveTo(pointer.x + 0.5, 0);
      c.lineTo(pointer.x + 0.5, height);
      c.stroke();
      c.setLineDash([]);
    }
    if (chosen === null) return;
    c.strokeStyle = ink.accent;
    c.lineWidth = 3;
    if (chosen.what === 'frame') {
      const arrow = arrowOf(chosen);
      if (arrow !== null && arrow.x1 > GUTTER) {
        c.beginPath();
        c.moveTo(arrow.x0, arrow.y0);
        c.lineTo(arrow.x1, arrow.y1);
        c.stroke();
        c.beginPath();
        c.arc(arrow.x1, arrow.y1, 8, 0, 7);
        c.stroke();
      }
    } else if (chosen.lane >= 0 && rows[chosen.lane]) {
      const row = rows[chosen.lane];
      const y = chosen.what === 'band' ? row.top + chosen.row * 18 + 8 : row.mid;
      c.beginPath();
      c.arc(Math.max(GUTTER, toX(chosen.t)), y, 12, 0, 7);
      c.stroke();
    }
    c.lineWidth = 1;
  }

  // ---- in words ---------------------------------------------------------------------------------

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function drawChosen() {
    const box = $('chosen');
    box.replaceChildren();
    if (chosen === null) {
      box.append(element('p', 'Point at an arrow, a band or a mark; a click keeps it here.', 'hint'));
      return;
    }
    box.append(element('strong', headline(chosen)));
    const list = element('dl');
    for (const [name, value] of facts(chosen)) list.append(element('dt', name), element('dd', value));
    box.append(list);
  }

  function drawList() {
    const list = $('list');
    list.replaceChildren();
    const t0 = toT(view.u0);
    const t1 = toT(view.u1);
    const inView = [...inside(frames, t0, t1).filter(f => f.kind !== 5), ...inside(marks, t0, t1), ...bands.filter(b => b.t >= t0 && b.t <= t1)];
    if (failure !== null && failure.t >= t0 && failure.t <= t1) inView.push(failure);
    const found = inView.filter(it => shows(it) && matches(it));
    fill(list, found.sort((a, b) => a.t - b.t));
  }

  function fill(list, inView) {
    let from = 0;
    if (inView.length > MOST_ROWS) {
      const pivot = chosen !== null ? inView.indexOf(chosen) : failure !== null && inView.includes(failure) ? inView.length : 0;
      from = Math.max(0, Math.min(inView.length - MOST_ROWS, pivot - MOST_ROWS / 2));
    }
    const part = inView.slice(from, from + MOST_ROWS);
    $('listTitle').textContent = inView.length > MOST_ROWS
      ? 'In view: ' + count(from + 1) + ' to ' + count(from + part.length) + ' of ' + count(inView.length) + ', without heartbeats'
      : 'In view: ' + many(inView.length, 'event') + ', without heartbeats';
    let current = null;
    for (const it of part) {
      const row = element('li');
      const button = element('button');
      button.type = 'button';
      button.append(element('time', clock(it.t)), ' ', element('span', headline(it), it.what === 'failure' ? 'fail' : ''));
      const says = it.what === 'frame' ? it.says + (it.a < 0 ? ' (never arrived)' : '') : it.what === 'band' ? (it.ms > 0 ? 'for ' + lasts(it.ms) : 'for a moment') : it.detail || it.message || '';
      if (says) button.append(element('span', says, 'says'));
      if (it === chosen) { button.setAttribute('aria-current', 'true'); current = button; }
      button.addEventListener('click', () => choose(it));
      row.append(button);
      list.append(row);
    }
    if (current !== null) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
    else if (failure !== null && part[part.length - 1] === failure) list.scrollTop = list.scrollHeight;
  }

  function choose(it) {
    chosen = it;
    if (it !== null) {
      const u = toU(it.t);
      if (u < view.u0 || u > view.u1) look(u - (view.u1 - view.u0) / 2, u + (view.u1 - view.u0) / 2);
    }
    drawChosen();
    ask();
  }

  // ---- moving -----------------------------------------------------------------------------------

  function look(u0, u1) {
    const span = Math.min(knots.all * 1.02, Math.max(knots.all / 1e7, 2, u1 - u0));
    const most = knots.all + Math.max(knots.all * 0.01, span * 0.14) - span;
    const least = -knots.all * 0.01;
    const start = Math.max(Math.min(u0, most), least);
    view.u0 = most < least ? least : start;
    view.u1 = view.u0 + span;
    ask();
  }
  function zoom(factor, around) {
    const u = around === undefined ? (view.u0 + view.u1) / 2 : around;
    look(u - (u - view.u0) * factor, u + (view.u1 - u) * factor);
  }
  const pan = part => look(view.u0 + (view.u1 - view.u0) * part, view.u1 + (view.u1 - view.u0) * part);
  const whole = () => look(-knots.all * 0.005, knots.all * 1.005);
  function toEnd() {
    // The stretch in which the last hundred frames went, and a little air behind the end.
    const talk = frames.filter(f => f.kind !== 5 && f.s <= (failure ? failure.t : END));
    const first = talk.length ? talk[Math.max(0, talk.length - 60)].s : 0;
    const end = toU(failure ? failure.t : END);
    const start = toU(first);
    look(start - (end - start) * 0.03, end + (end - start) * 0.16 + 1);
  }
  function walk(direction) {
    const t = chosen === null ? (direction > 0 ? toT(view.u0) : toT(view.u1)) : chosen.t;
    const list = [...frames.filter(f => f.kind !== 5), ...marks, ...bands, ...(failure ? [failure] : [])].filter(it => shows(it) && matches(it)).sort((a, b) => a.t - b.t);
    let i = chosen === null ? -1 : list.indexOf(chosen);
    if (i < 0) {
      i = firstAt(list, t);
      if (direction < 0) i--;
    } else {
      i += direction;
    }
    if (i >= 0 && i < list.length) choose(list[i]);
  }

  function hit(x, y) {
    let best = null;
    let bestFar = 7;
    for (let i = hits.length - 1; i >= 0; i--) {
      const h = hits[i];
      if (h.line) {
        const {x0, y0, x1, y1} = h.line;
        const dx = x1 - x0;
        const dy = y1 - y0;
        const part = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
        const far = Math.hypot(x - x0 - part * dx, y - y0 - part * dy);
        if (far < bestFar) { bestFar = far; best = h; }
      } else if (x >= h.x0 && x <= h.x1 && y >= h.y0 && y <= h.y1) {
        if (!h.far) return h;
        best = best || h;
      }
    }
    return best;
  }

  function tell(event) {
    const box = $('field').getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    pointer = {x, y};
    let text = '';
    const found = x > GUTTER ? hit(x, y) : null;
    if (found) {
      text = found.text ? found.text() : sayings(found.it);
    } else {
      const chart = charts.find(ch => y >= ch.top - 6 && y <= ch.foot + 4);
      if (chart && x > GUTTER) {
        const i = firstAt(chart.lane.points, tAt(x));
        const near = [chart.lane.points[i - 1], chart.lane.points[i]].filter(p => p).sort((a, b) => Math.abs(toX(a.t) - x) - Math.abs(toX(b.t) - x))[0];
        if (near) text = balances(chart.lane, near);
      } else if (x > GUTTER) {
        text = clock(tAt(x), view.u1 - view.u0 > 3e6 ? 1000 : 1);
      }
    }
    const tip = $('tip');
    tip.hidden = text === '';
    const cut = text.indexOf('\n');
    tip.replaceChildren();
    if (cut > 0) tip.append(element('b', text.slice(0, cut)), text.slice(cut + 1)); else tip.append(text);
    tip.style.left = Math.max(4, Math.min(x + 16, width - tip.offsetWidth - 8)) + 'px';
    tip.style.top = Math.max(4, y + 18 + tip.offsetHeight > height ? y - tip.offsetHeight - 12 : y + 18) + 'px';
    drawOver();
    return found;
  }

  function wire() {
    const field = $('field');
    let drag = null;
    field.addEventListener('pointerdown', e => {
      drag = {x: e.clientX, u0: view.u0, u1: view.u1, moved: false};
      field.setPointerCapture(e.pointerId);
    });
    field.addEventListener('pointermove', e => {
      if (drag !== null) {
        const by = (e.clientX - drag.x) / (width - GUTTER - 8) * (drag.u1 - drag.u0);
        if (Math.abs(e.clientX - drag.x) > 3) drag.moved = true;
        if (drag.moved) { $('tip').hidden = true; look(drag.u0 - by, drag.u1 - by); return; }
      }
      tell(e);
    });
    field.addEventListener('pointerup', e => {
      const clicked = drag !== null && !drag.moved;
      drag = null;
      if (clicked) {
        const found = tell(e);
        choose(found && found.it ? found.it : null);
      }
    });
    field.addEventListener('pointerleave', () => { pointer = null; $('tip').hidden = true; drawOver(); });
    field.addEventListener('dblclick', e => zoom(0.35, uAt(e.clientX - field.getBoundingClientRect().left)));
    const wheel = e => {
      const x = e.clientX - field.getBoundingClientRect().left;
      if (e.ctrlKey || e.metaKey) {
        e.preventDefault();
        zoom(Math.exp(Math.max(-60, Math.min(60, e.deltaY)) * 0.006), uAt(Math.max(GUTTER, x)));
      } else if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) {
        e.preventDefault();
        pan((e.deltaX || e.deltaY) / width);
      }
    };
    field.addEventListener('wheel', wheel, {passive: false});
    $('top').addEventListener('wheel', wheel, {passive: false});
    field.addEventListener('keydown', e => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const does = {ArrowLeft: () => pan(-0.15), ArrowRight: () => pan(0.15), '+': () => zoom(0.6), '=': () => zoom(0.6), '-': () => zoom(1 / 0.6),
        0: whole, Home: whole, f: toEnd, F: toEnd, End: toEnd, n: () => walk(1), N: () => walk(1), p: () => walk(-1), P: () => walk(-1), Escape: () => choose(null)}[e.key];
      if (does) { e.preventDefault(); does(); }
    });

    const overview = $('overview');
    const uOver = e => (e.clientX - overview.getBoundingClientRect().left - GUTTER) / (width - GUTTER - 8) * knots.all;
    let start = null;
    overview.addEventListener('pointerdown', e => {
      overview.setPointerCapture(e.pointerId);
      const u = uOver(e);
      start = {u, x: e.clientX, grip: u > view.u0 && u < view.u1 && view.u1 - view.u0 < knots.all * 0.9 ? u - view.u0 : null};
    });
    overview.addEventListener('pointermove', e => {
      if (start === null) return;
      const u = uOver(e);
      if (start.grip !== null) look(u - start.grip, u - start.grip + view.u1 - view.u0);
      else if (Math.abs(e.clientX - start.x) > 4) look(Math.min(u, start.u), Math.max(u, start.u));
    });
    overview.addEventListener('pointerup', e => {
      if (start !== null && start.grip === null && Math.abs(e.clientX - start.x) <= 4) {
        const half = (view.u1 - view.u0) / 2;
        look(start.u - half, start.u + half);
      }
      start = null;
    });

    $('in').addEventListener('click', () => zoom(0.5));
    $('out').addEventListener('click', () => zoom(2));
    $('whole').addEventListener('click', whole);
    $('goto').addEventListener('click', () => { toEnd(); choose(failure); field.focus({preventScroll: true}); });
    $('mode').addEventListener('change', e => {
      const t0 = toT(view.u0);
      const t1 = toT(view.u1);
      mapTime(e.target.value);
      look(toU(t0), toU(t1));
    });
    $('find').addEventListener('input', e => { needle = e.target.value.trim().toLowerCase(); ask(); });
    $('tools').addEventListener('submit', e => e.preventDefault());
    $('copy').addEventListener('click', () => {
      const range = document.createRange();
      range.selectNodeContents($('again'));
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      const said = document.execCommand('copy');
      $('copy').textContent = said ? 'Copied' : 'Press Ctrl C';
    });
    new ResizeObserver(ask).observe($('stage'));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readInk(); samples(); ask(); });
  }

  // ---- head and foot ----------------------------------------------------------------------------

  function sample(paint) {
    const canvas = document.createElement('canvas');
    paint(fit(canvas, 30, 14));
    return canvas;
  }
  function classSample(kind) {
    return sample(c => {
      c.strokeStyle = c.fillStyle = ink[kind.id];
      c.lineWidth = 1.6;
      c.setLineDash(kind.dash);
      c.beginPath();
      c.moveTo(1, 7);
      c.lineTo(22, 7);
      c.stroke();
      c.setLineDash([]);
      head(c, kind.head, kind.head === 'triangle' ? 29 : 25, 7, 1, 0);
    });
  }
  function chip(box, text, more, canvas, on, change) {
    const label = element('label', undefined, 'chip');
    const input = element('input');
    input.type = 'checkbox';
    input.checked = on;
    input.addEventListener('change', () => { change(input.checked); ask(); });
    label.append(input);
    if (canvas) label.append(canvas);
    label.append(text);
    if (more) label.append(element('small', more));
    box.append(label);
  }
  function samples() {
    const box = $('classes');
    box.replaceChildren();
    CLASSES.forEach((kind, i) => {
      const n = frames.reduce((sum, f) => sum + (f.kind === i ? 1 : 0), 0);
      if (n > 0) chip(box, kind.name, count(n), classSample(kind), !off.has(i), on => { if (on) off.delete(i); else off.add(i); });
    });
    const laneBox = $('lanes');
    laneBox.replaceChildren();
    lanes.forEach(lane => chip(laneBox, lane.name, '', null, lane.shown, on => { lane.shown = on; }));
    const legend = $('legend');
    legend.replaceChildren();
    const key = (canvas, text) => {
      const span = element('span', undefined, 'key');
      span.append(canvas, text);
      legend.append(span);
    };
    const stroke = (color, dash, thick) => sample(c => {
      c.strokeStyle = color;
      c.lineWidth = thick;
      c.setLineDash(dash);
      c.beginPath();
      c.moveTo(1, 7);
      c.lineTo(29, 7);
      c.stroke();
    });
    key(stroke(ink.sure, [], 5), 'confirmed balance (wide)');
    key(stroke(ink.hoped, [], 1.4), 'predicted balance (thin, on it)');
    key(stroke(ink.text, [], 3), 'runs');
    key(stroke(ink.muted, [8, 5], 1.2), 'suspended');
    key(stroke(ink.muted, [1, 5], 1.2), 'not running');
    for (const [kind, text] of [['play', 'starts, wakes, is back'], ['stop', 'ends'], ['cross', 'is killed, stops, is away'], ['pause', 'suspend'], ['plus', 'connects'],
      ['minus', 'loses the connection'], ['bang', 'too slow, rows lost'], ['tick', 'saves, commits'], ['dot', 'is told']]) {
      key(sample(c => {
        c.strokeStyle = c.fillStyle = ['cross', 'bang', 'minus'].includes(kind) ? ink.danger : ink.text;
        c.lineWidth = 2;
        shape(c, kind, 15, 7, 4);
      }), text);
    }
    key(sample(c => {
      c.strokeStyle = ink.danger;
      c.setLineDash([2, 4]);
      c.beginPath();
      c.moveTo(1, 7);
      c.lineTo(20, 7);
      c.stroke();
      c.setLineDash([]);
      c.lineWidth = 2;
      shape(c, 'cross', 24, 7, 4);
    }), 'never arrived');
    for (const [id, group] of Object.entries(GROUPS)) {
      key(sample(c => {
        c.fillStyle = ink[id];
        c.fillRect(0, 0, 30, 14);
        c.fillStyle = hatch(c, id);
        c.fillRect(0, 0, 30, 14);
        c.fillStyle = ink[id + 'edge'];
        c.fillRect(0, 0, 3, 14);
        c.fillRect(0, 13, 30, 1);
      }), 'fault: ' + group.name);
    }
  }

  function headings() {
    const devices = lanes.filter(l => l.device).length;
    document.title = 'Seed ' + data.seed + (failure ? ': ' + failure.checker + ' broken' : '') + ' - Offing sim';
    $('title').textContent = 'Offing sim, seed ' + data.seed;
    $('verdict').textContent = failure ? '\u2716 Broken: ' + failure.checker : '\u2714 Every promise was kept';
    $('verdict').classList.toggle('bad', failure !== null);
    $('facts').textContent = [many(data.steps, 'step'), many(data.accounts, 'account'), many(devices, 'device'), many(data.nodes, 'node'),
      lasts(END) + ' of virtual time', many(frames.length, 'frame'), many(bands.length, 'fault'), 'a tick every ' + lasts(data.tickMs), 'trace ' + data.hash].join(' \u00b7 ');
    $('again').textContent = data.again;
    if (failure) {
      $('failure').hidden = $('goto').hidden = false;
      $('broken').textContent = 'The checker \u201c' + failure.checker + '\u201d at ' + clock(failure.t) + (failure.lane >= 0 ? ', seen at ' + lanes[failure.lane].name : '');
      $('message').textContent = failure.message;
    }
    const gone = Object.entries(data.dropped).filter(([, n]) => n > 0).map(([name, n]) => count(n) + ' ' + name);
    if (gone.length) {
      $('dropped').hidden = false;
      $('dropped').textContent = 'The oldest are left out, so that the file stays under 16 MB: ' + gone.join(', ') + '.';
    }
    for (const [fault, n] of Object.entries(data.census)) $('census').append(element('li', fault + ': ' + count(n)));
    if (!Object.keys(data.census).length) $('census').append(element('li', 'none'));
  }

  $('mode').value = failure ? 'event' : 'quiet';
  mapTime($('mode').value);
  readInk();
  headings();
  samples();
  wire();
  if (failure) { toEnd(); chosen = failure; } else { whole(); }
  drawChosen();
})();
