// Charts from the data beside them, drawn as SVG in the colours of the page, drawn again when the theme changes.
(() => {
  function colour(name) {
    // Tokens say light-dark(): let the browser resolve them to a plain colour.
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    probe.hidden = true;
    document.body.append(probe);
    const plain = getComputedStyle(probe).color;
    probe.remove();
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = plain;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
  }

  const tones = ["accent", "teal-mark", "orange-mark", "purple-mark", "green-mark", "red-mark", "yellow-mark", "grey-mark"];

  function options(data) {
    const ink = colour("--ink-muted");
    const line = colour("--line-soft");
    const axis = { axisLine: { lineStyle: { color: colour("--line") } }, axisTick: { show: false }, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } };
    const category = { type: "category", data: data.labels, ...axis, splitLine: { show: false } };
    const value = { type: "value", ...axis, axisLine: { show: false } };
    const kind = data.kind || "line";
    return {
      animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 300,
      color: tones.map((name) => colour(`--${name}`)),
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
      grid: { left: 4, right: 12, top: data.series.length > 1 ? 36 : 12, bottom: 4, containLabel: true },
      legend: data.series.length > 1 ? { top: 0, left: 0, icon: "circle", itemWidth: 8, itemHeight: 8, textStyle: { color: ink } } : undefined,
      tooltip: { trigger: kind === "pie" ? "item" : "axis", renderMode: "richText", backgroundColor: colour("--surface-raised"), borderColor: colour("--line"), textStyle: { color: colour("--ink"), fontSize: 12 } },
      xAxis: kind === "pie" ? undefined : data.horizontal ? value : category,
      yAxis: kind === "pie" ? undefined : data.horizontal ? { ...category, inverse: true } : value,
      series: data.series.map((series) => ({
        type: kind,
        name: series.name,
        data: kind === "pie" ? series.data.map((figure, index) => ({ value: figure, name: data.labels[index] })) : series.data,
        stack: data.stacked ? "all" : undefined,
        smooth: false,
        symbol: "circle",
        symbolSize: 6,
        showSymbol: series.data.length < 14,
        barMaxWidth: 28,
        itemStyle: kind === "bar" ? { borderRadius: data.stacked ? 0 : 3 } : undefined,
        radius: kind === "pie" ? ["55%", "80%"] : undefined,
        lineStyle: { width: 2 },
        ...(series.tone ? { color: colour(`--${series.tone}-mark`) } : {}),
      })),
    };
  }

  function draw(figure) {
    const source = document.getElementById(figure.dataset.chart);
    const place = figure.querySelector(".chart-drawing");
    if (!source || !place || !window.echarts) return;
    const data = JSON.parse(source.textContent);
    const chart = window.echarts.getInstanceByDom(place) || window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption(options(data), true);
    if (!figure.dataset.drawn) new ResizeObserver(() => chart.resize()).observe(place);
    figure.dataset.drawn = "yes";
  }

  const all = (part = document) => part.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("DOMContentLoaded", () => all());
  document.documentElement.addEventListener("themechange", () => window.setTimeout(all));
  document.addEventListener("htmx:load", (event) => all(event.detail.elt));
})();
