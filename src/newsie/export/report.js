"use strict";
(() => {
  // Everything from an article reaches the page as text nodes and attributes that hold no code: nothing here parses HTML.
  const LABELS = JSON.parse(document.getElementById("labels").textContent);
  const articles = [...document.querySelectorAll("script.article")].map(e => JSON.parse(e.textContent));
  const $ = id => document.getElementById(id);
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== "") element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  // Bidi embeddings, overrides and isolates would reorder what stands behind them; other controls show as a box.
  const shown = text => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "\ufffd");
  const flat = text => shown(text).replace(/\s+/g, " ").trim();
  // Each fact is isolated: a date behind an Arabic word would else be ordered day first.
  const facts = (...parts) => parts.filter(Boolean).flatMap((part, i) => [i ? " · " : "", make("bdi", {}, flat(part))]);
  const label = (group, code) => (LABELS[group] || {})[code] || code;
  const number = n => n.toLocaleString("ar-u-nu-latn");
  const folded = text => text.replace(/[\u064b-\u0652\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ة/g, "ه").replace(/ى/g, "ي").toLowerCase();

  const statements = [];
  const speakers = new Map();
  articles.forEach((article, a) => article.statements.forEach((s, n) => {
    const who = s.w === undefined ? null : article.speakers[s.w];
    const key = who ? who.k + ":" + who.y : "";
    const text = s.c.map(([start, end]) => article.text.slice(start, end)).join(" … ");
    if (!speakers.has(key)) speakers.set(key, { name: who ? flat(who.n) : "غير محدد", kind: who ? label("speaker", who.k) : "", role: "", count: 0 });
    const speaker = speakers.get(key);
    speaker.count += 1;
    if (who && who.r && who.r.length > speaker.role.length) speaker.role = flat(who.r);
    if (who && who.n.length > speaker.name.length) speaker.name = flat(who.n);
    statements.push({ a, n, key, text, kind: s.k, act: s.a || "", outlet: article.outlet || "", day: article.day || "", inner: s.i !== undefined, cue: s.q ? article.text.slice(...s.q) : "", negated: s.x, when: s.t || "" });
  }));

  const count = field => statements.reduce((found, s) => found.set(s[field], (found.get(s[field]) || 0) + 1), new Map());
  const fill = (id, options) => $(id).append(make("option", { value: "*" }, "الكل"), ...options.map(([value, text, n]) => make("option", { value }, `${text} (${number(n)})`)));
  const byCount = found => [...found].sort((x, y) => y[1] - x[1]);
  fill("speaker", [...speakers].sort((x, y) => y[1].count - x[1].count).map(([key, s]) => [key, s.name, s.count]));
  fill("act", byCount(count("act")).map(([code, n]) => [code, code ? label("act", code) : "بلا فعل", n]));
  fill("kind", byCount(count("kind")).map(([code, n]) => [code, label("kind", code), n]));
  fill("outlet", byCount(count("outlet")).map(([name, n]) => [name, flat(name) || "غير مذكور", n]));

  let found = [];
  let limit = 0;
  const PAGE = 80;

  function refresh() {
    const [speaker, act, kind, outlet] = ["speaker", "act", "kind", "outlet"].map(id => $(id).value);
    const [from, to] = [$("from").value, $("to").value];
    const words = folded($("words").value.trim());
    found = statements.filter(s =>
      (speaker === "*" || s.key === speaker) && (act === "*" || s.act === act) && (kind === "*" || s.kind === kind) && (outlet === "*" || s.outlet === outlet) &&
      (!from || (s.day && s.day >= from)) && (!to || (s.day && s.day <= to)) && (!words || folded(s.text + " " + speakers.get(s.key).name).includes(words)));
    const rank = key => (key ? speakers.get(key).count : -1);
    found.sort((x, y) => rank(y.key) - rank(x.key) || (x.key < y.key ? -1 : x.key > y.key ? 1 : 0) || (x.day < y.day ? -1 : x.day > y.day ? 1 : 0) || x.a - y.a || x.n - y.n);
    $("totals").textContent = `${number(found.length)} من ${number(statements.length)} قول · ${number(articles.length)} خبر`;
    limit = PAGE;
    timeline();
    list();
  }

  function list() {
    const sections = [];
    let key = null;
    for (const s of found.slice(0, limit)) {
      if (s.key !== key || !sections.length) {
        key = s.key;
        const who = speakers.get(key);
        const n = found.reduce((sum, x) => sum + (x.key === key), 0);
        sections.push(make("section", {}, make("h2", {}, who.name, " ", make("small", {}, [who.role, who.kind, number(n)].filter(Boolean).join(" · ")))));
      }
      const article = articles[s.a];
      sections[sections.length - 1].append(make("a", { class: s.inner ? "statement inner" : "statement", href: `#${s.a}.${s.n}` },
        make("span", { class: "facts" }, make("span", { class: "tag" }, label("kind", s.kind)), " ", s.act ? make("span", { class: "tag" }, label("act", s.act)) : "", s.negated ? " منفي" : "", s.cue ? ` ${flat(s.cue)}` : ""),
        flat(s.text), make("span", { class: "facts" }, ...facts(s.outlet, s.day, article.title))));
    }
    $("list").replaceChildren(...(sections.length ? sections : [make("p", { class: "none" }, "لا أقوال تطابق التصفية.")]));
    $("more").hidden = found.length <= limit;
  }

  // One bar a day, week, month or year, whichever keeps them under a hundred; times are UTC so that no zone moves a day.
  const DAY = 86400000;
  const iso = ms => new Date(ms).toISOString().slice(0, 10);
  function start(ms, unit) {
    const d = new Date(ms);
    if (unit === "week") return ms - ((d.getUTCDay() + 1) % 7) * DAY;
    if (unit === "month") return Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), 1);
    return unit === "year" ? Date.UTC(d.getUTCFullYear(), 0, 1) : ms;
  }
  function next(ms, unit) {
    const d = new Date(ms);
    if (unit === "month") return Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 1);
    return unit === "year" ? Date.UTC(d.getUTCFullYear() + 1, 0, 1) : ms + (unit === "week" ? 7 : 1) * DAY;
  }
  function timeline() {
    const days = found.filter(s => s.day).map(s => Date.parse(s.day)).sort((x, y) => x - y);
    $("timeline").replaceChildren();
    if (!days.length) return;
    const length = (days[days.length - 1] - days[0]) / DAY;
    const unit = length < 92 ? "day" : length < 640 ? "week" : length < 2900 ? "month" : "year";
    const bars = [];
    for (let at = start(days[0], unit); at <= days[days.length - 1] && bars.length < 400; at = next(at, unit)) bars.push({ at, end: next(at, unit) - DAY, n: 0 });
    let b = 0;
    for (const day of days) {
      while (b < bars.length - 1 && day > bars[b].end) b += 1;
      bars[b].n += 1;
    }
    const width = Math.max(bars.length, 40);
    const shift = (width - bars.length) / 2;
    const most = Math.max(...bars.map(bar => bar.n));
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 ${width * 10} 60`);
    svg.setAttribute("preserveAspectRatio", "none");
    bars.forEach((bar, i) => {
      const height = bar.n ? Math.max(2, (56 * bar.n) / most) : 0;
      for (const [name, y, h] of [["bar", 60 - height, height], ["hit", 0, 60]]) {
        const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        // The newest stands at the right in either direction of writing, as dates on an axis do.
        for (const [k, v] of Object.entries({ class: name, x: (i + shift) * 10 + 1, y, width: 8, height: h })) rect.setAttribute(k, v);
        const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
        title.textContent = `${iso(bar.at)}${bar.end > bar.at ? " – " + iso(bar.end) : ""}: ${bar.n}`;
        rect.append(title);
        rect.addEventListener("click", () => {
          $("from").value = iso(bar.at);
          $("to").value = iso(bar.end);
          refresh();
        });
        svg.append(rect);
      }
    });
    $("timeline").append(svg, make("figcaption", {}, ...[...new Set([iso(bars[0].at), iso(bars[bars.length - 1].end)])].map(day => make("span", {}, day))));
  }

  function paragraph(article, from, to, marks, a) {
    const p = make("p");
    const edges = [...new Set([from, to, ...marks.flatMap(m => [m.start, m.end]).filter(e => from < e && e < to)])].sort((x, y) => x - y);
    // Only what must is closed and opened again at an edge, so that a mark is in one piece wherever none crosses it.
    const opened = [];
    for (let i = 0; i + 1 < edges.length; i += 1) {
      const [left, right] = [edges[i], edges[i + 1]];
      const wanted = marks.filter(m => m.start <= left && m.end >= right).sort((x, y) => x.layer - y.layer || x.start - y.start || y.end - x.end);
      let same = 0;
      while (same < opened.length && same < wanted.length && opened[same].mark === wanted[same]) same += 1;
      opened.length = same;
      for (const m of wanted.slice(same)) {
        const last = m.label && m.end <= Math.min(to, ...opened.map(o => o.mark.end));
        const element = make("mark", { class: m.name, "data-n": m.n !== undefined && m.first && m.start === left ? String(m.n + 1) : "", "data-l": last ? m.label : "" });
        if (m.n !== undefined) {
          element.dataset.s = m.n;
          element.addEventListener("click", event => { event.stopPropagation(); location.hash = `#${a}.${m.n}`; });
        }
        (opened.length ? opened[opened.length - 1].element : p).append(element);
        opened.push({ mark: m, element });
      }
      (opened.length ? opened[opened.length - 1].element : p).append(shown(article.text.slice(left, right)));
    }
    return p;
  }

  let open = -1;
  function read(a, n) {
    const article = articles[a];
    if (open !== a) {
      open = a;
      $("reader-facts").replaceChildren(...facts(article.outlet, article.day, article.id));
      if (/^https?:\/\//i.test(article.url || "")) $("reader-facts").append(" · ", make("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, "الأصل"));
      $("reader-title").textContent = article.title ? flat(article.title) : "";
      const marks = article.marks.map(([start, end, name]) => ({ start, end, name, label: label("name", name), layer: 3 }));
      article.statements.forEach((s, i) => {
        s.c.forEach(([start, end], part) => marks.push({ start, end, name: s.i === undefined ? "say" : "say in", n: i, first: part === 0, layer: s.i === undefined ? 0 : 1 }));
        if (s.q) marks.push({ start: s.q[0], end: s.q[1], name: "cue", layer: 2 });
      });
      const paragraphs = [];
      let at = 0;
      for (const line of article.text.split("\n")) {
        const [from, to] = [at, at + line.length];
        if (line.trim()) paragraphs.push(paragraph(article, from, to, marks.filter(m => m.start < to && m.end > from), a));
        at = to + 1;
      }
      $("reader-text").replaceChildren(...paragraphs);
      $("reader-statements").replaceChildren(...article.statements.map((s, i) => {
        const who = s.w === undefined ? null : article.speakers[s.w];
        return make("li", { class: s.i === undefined ? "" : "inner" }, make("a", { href: `#${a}.${i}`, "data-s": String(i) },
          make("span", { class: "nr" }, String(i + 1)), make("span", { class: "who" }, who ? flat(who.n) : "غير محدد"), who && who.r ? ` (${flat(who.r)})` : "", " ", make("span", { class: "how" }, ...facts(label("kind", s.k), s.a ? label("act", s.a) : "", s.x ? "منفي" : "", s.t))));
      }));
    }
    if (!$("reader").open) $("reader").showModal();
    for (const e of document.querySelectorAll("#reader .now")) e.classList.remove("now");
    const now = document.querySelectorAll(`#reader [data-s="${n}"]`);
    now.forEach(e => e.classList.add("now"));
    const s = article.statements[n];
    $("reader-who").textContent = `${n + 1} · ${s.w === undefined ? "غير محدد" : flat(article.speakers[s.w].n)} · ${label("kind", s.k)}`;
    if (now.length) now[0].scrollIntoView({ block: "center" });
  }

  function route() {
    const match = /^#(\d+)\.(\d+)$/.exec(location.hash);
    if (match && articles[+match[1]] && articles[+match[1]].statements[+match[2]]) read(+match[1], +match[2]);
    else if ($("reader").open) $("reader").close();
  }

  $("filters").addEventListener("input", refresh);
  $("filters").addEventListener("submit", event => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(refresh));
  $("more").addEventListener("click", () => { limit += PAGE; list(); });
  $("close").addEventListener("click", () => $("reader").close());
  $("reader").addEventListener("close", () => { if (/^#\d/.test(location.hash)) history.replaceState(null, "", location.pathname + location.search); });
  addEventListener("hashchange", route);
  refresh();
  route();
})();
