(() => {
  'use strict';

  const data = JSON.parse(document.getElementById('data').textContent);
  const places = [...document.querySelectorAll('.chart')];
  const font = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
  let drawn = [];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const number = value => {
    if (value == null) return '';
    const digits = Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
    return Number.isInteger(value) ? String(value) : value.toFixed(digits);
  };
  const ms = value => value == null ? '' : number(value) + ' ms';
  const tickMs = value => value >= 1000 ? value / 1000 + ' s' : value + ' ms';
  const clock = second => second == null ? '' : Math.floor(second / 60) + ':' + String(Math.round(second % 60)).padStart(2, '0');
  const some = values => values != null && values.some(value => value != null && value !== 0);

  const axis = (more) => Object.assign({
    stroke: colour('faint'), font, grid: { stroke: colour('grid'), width: 1 },
    ticks: { show: false }, gap: 6,
  }, more);

  const timeAxis = () => axis({
    size: 30, space: 70, incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600],
    values: (plot, ticks) => ticks.map(clock),
  });

  const line = (label, stroke, show, more) => Object.assign({
    label, stroke, width: 2, points: { show: false }, spanGaps: false, value: (plot, value) => show(value),
  }, more);

  // Milliseconds: from zero, or logarithmic where the values lie more than a factor of 15 apart.
  function msScale(all) {
    const values = all.filter(value => value != null && value > 0);
    if (values.length === 0 || Math.max(...values) / Math.min(...values) <= 15) {
      return {
        suffix: '',
        scale: { range: (plot, least, most) => [0, Math.max(1, most || 0) * 1.1] },
        axis: () => axis({ size: 64, space: 34, values: (plot, at) => at.map(tickMs) }),
      };
    }
    const ticks = [];
    for (let power = -3; power < 7; power++) [1, 2, 5].forEach(digit => ticks.push(+(digit * Math.pow(10, power)).toFixed(3)));
    return {
      suffix: ', logarithmic',
      scale: { distr: 3, range: [Math.min(...values) / 1.3, Math.max(...values) * 1.3] },
      axis: () => axis({
        size: 64, values: (plot, at) => at.map(tickMs), filter: (plot, at) => at,
        splits: (plot, i, least, most) => ticks.filter(at => at >= least && at <= most),
      }),
    };
  }

  const percentileOf = x => 100 * (1 - Math.pow(10, -x));
  const xOf = percentile => -Math.log10(1 - percentile / 100);
  const percentileTicks = [50, 75, 90, 95, 99, 99.9, 99.99];

  function percentiles(scenario) {
    const source = scenario.percentiles;
    const x = source.percentile.map(xOf);
    const curves = [
      ['all', 'Client, all', 'series-5', { width: 1.5, dash: [4, 4] }], ['warm', 'Client, warm', 'series-1', {}],
      ['cold', 'Client, cold', 'series-3', {}], ['server', 'Server, warm', 'series-4', {}],
    ].filter(([key]) => source[key]);
    const columns = curves.map(([key]) => source[key]);
    const series = curves.map(([key, label, stroke, more]) => line(label, colour(stroke), ms, Object.assign({
      spanGaps: true, points: { show: source[key].filter(value => value != null).length < 3, size: 7 },
    }, more)));
    if (source.baseline) {
      columns.push(source.baseline);
      series.push(line('Baseline, client, warm', colour('series-2'), ms, {
        width: 0, paths: () => null, points: { show: true, size: 10, width: 2, stroke: colour('series-2'), fill: colour('surface') },
      }));
    }
    const values = columns.flat();
    const y = msScale(values);
    const most = Math.max(...x.filter((at, i) => columns.some(column => column[i] != null)), 2);
    return {
      title: 'Duration by percentile' + y.suffix, height: 320, columns: [x, ...columns],
      options: {
        scales: {
          x: { time: false, range: [xOf(50), most + 0.05] },
          y: y.scale,
        },
        axes: [
          axis({ size: 30, splits: () => percentileTicks.map(xOf).filter(at => at <= most + 0.05),
            values: (plot, ticks) => ticks.map(at => 'p' + +percentileOf(at).toFixed(3)) }),
          y.axis(),
        ],
        series: [{ label: 'Percentile', value: (plot, at) => at == null ? '' : 'p' + +percentileOf(at).toFixed(3) }, ...series],
      },
    };
  }

  function overTime(title, height, second, columns, series, y) {
    return {
      title, height, columns: [second, ...columns], sync: true,
      options: {
        scales: { x: { time: false }, y: y.scale },
        axes: [timeAxis(), y.axis()],
        series: [{ label: 'Time', value: (plot, at) => clock(at) }, ...series],
      },
    };
  }

  const countScale = () => ({
    scale: { range: (plot, least, most) => [0, Math.max(1, most || 0) * 1.1] },
    axis: () => axis({ size: 64, space: 34, incrs: wholeSteps, values: (plot, at) => at.map(number) }),
  });
  const wholeSteps = [0, 1, 2, 3, 4, 5].flatMap(power => [1, 2, 5].map(digit => digit * Math.pow(10, power)));

  function rate(scenario) {
    const t = scenario.timeline;
    const stroke = colour('series-1');
    const columns = [t.completed];
    const series = [line('Completed', stroke, number, { fill: stroke + '22' })];
    if (t.wanted.some(value => value != null)) {
      columns.push(t.wanted);
      series.push(line('Wanted', colour('series-2'), number, { dash: [6, 4] }));
    }
    return overTime('Invocations per second', 190, t.second, columns, series, countScale());
  }

  function latency(scenario) {
    const t = scenario.timeline;
    const y = msScale(t.p95.concat(t.p50));
    return overTime('Latency of each second' + y.suffix, 210, t.second, [t.p95, t.p50], [
      line('p95', colour('series-2'), ms), line('p50', colour('series-1'), ms)], y);
  }

  function inflight(scenario) {
    const t = scenario.timeline;
    const stroke = colour('series-4');
    return overTime('In flight, largest of each second', 150, t.second, [t.inFlight],
      [line('In flight', stroke, number, { fill: stroke + '22' })], countScale());
  }

  // Bars are stacked by drawing sums from the highest to the lowest, each over the one before.
  function events(scenario) {
    const t = scenario.timeline;
    const kinds = [['coldStarts', 'Cold starts', 'series-3'], ['dropped', 'Dropped', 'series-5'],
      ['throttles', 'Throttles', 'series-2'], ['errors', 'Errors', 'bad']].filter(([key]) => some(t[key]));
    const sums = [];
    kinds.forEach(([key], i) => sums.push(t[key].map((value, at) => value + (i > 0 ? sums[i - 1][at] : 0))));
    const bars = uPlot.paths.bars({ size: [0.8, 12, 2], align: 1 });
    const columns = sums.slice().reverse();
    const series = kinds.slice().reverse().map(([key, label, stroke]) => ({
      label, stroke: colour(stroke), fill: colour(stroke), width: 0, paths: bars, points: { show: false },
      value: (plot, sum, i, at) => at == null ? '' : number(t[key][at]),
    }));
    return overTime('Events of each second', 150, t.second, columns, series, countScale());
  }

  // Figures over memory sizes, each with the band of its interval; the chosen size has a large point.
  function overSizes(title, sizes, curves, y, show) {
    const columns = [], series = [], bands = [];
    curves.forEach(([key, label, stroke]) => {
      const figures = sizes[key];
      const edge = { class: 'edge', stroke: colour(stroke), width: 0, points: { show: false }, spanGaps: true, value: () => '' };
      columns.push(figures.value, figures.high, figures.low);
      series.push(line(label, colour(stroke), show, { spanGaps: true, points: { show: true, size: 7, fill: colour('surface') } }),
        Object.assign({ label: label + ', high' }, edge), Object.assign({ label: label + ', low' }, edge));
      bands.push({ series: [series.length - 1, series.length], fill: colour(stroke) + '33' });
    });
    if (sizes.chosen != null) {
      const first = sizes[curves[0][0]].value;
      columns.push(first.map((value, i) => sizes.memory[i] === sizes.chosen ? value : null));
      series.push(line('Chosen', colour('good'), show, {
        width: 0, paths: () => null, points: { show: true, size: 13, width: 3, stroke: colour('good'), fill: colour('surface') },
      }));
    }
    return {
      title: title + y.suffix, height: 300, columns: [sizes.memory, ...columns],
      options: {
        bands, scales: { x: { time: false, range: (plot, least, most) => [least - (most - least) * 0.03, most + (most - least) * 0.03] }, y: y.scale },
        axes: [axis({ size: 30, space: 60, values: (plot, at) => at.map(mb => mb + ' MB') }), y.axis()],
        series: [{ label: 'Memory', value: (plot, mb) => mb == null ? '' : mb + ' MB' }, ...series],
      },
    };
  }

  const usd = value => value == null ? '' : value.toPrecision(4) + ' USD';

  const costOfSizes = scenario => overSizes('Cost per million invocations', scenario.sizes,
    [['cost', 'Cost per million', 'series-1']], {
      suffix: '', scale: { range: (plot, least, most) => [0, (most || 1) * 1.1] },
      axis: () => axis({ size: 64, space: 34, values: (plot, at) => at.map(value => +value.toPrecision(6) + ' $') }),
    }, usd);

  function durationOfSizes(scenario) {
    const sizes = scenario.sizes;
    const curves = [['mean', 'Billed, mean', 'series-4'], ['median', 'Duration, median', 'series-1'], ['p95', 'Duration, p95', 'series-2']];
    return overSizes('Duration', sizes, curves, msScale(curves.flatMap(([key]) => sizes[key].value)), ms);
  }

  const kinds = { percentiles, rate, latency, inflight, events, costOfSizes, durationOfSizes };

  function draw() {
    drawn.forEach(plot => plot.destroy());
    drawn = places.map(place => {
      const chart = kinds[place.dataset.chart](data.scenarios[+place.dataset.scenario]);
      place.replaceChildren();
      const title = document.createElement('p');
      title.className = 'chart-title';
      title.textContent = chart.title;
      place.append(title);
      const cursor = { points: { size: 7 }, y: false, drag: { x: false, y: false } };
      if (chart.sync) cursor.sync = { key: 'scenario-' + place.dataset.scenario };
      const plot = new uPlot(Object.assign({
        width: width(place), height: chart.height, cursor, padding: [12, 16, 0, 0],
        legend: { live: true, markers: { fill: (plot, i) => markerOf(plot.series[i]) } },
      }, chart.options), chart.columns, place);
      place.querySelectorAll('.u-series > th').forEach(switchable);
      return plot;
    });
  }

  // What the mouse shows and hides in a legend, the keyboard does, too.
  function switchable(label) {
    label.tabIndex = 0;
    label.setAttribute('role', 'button');
    label.addEventListener('keydown', event => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      label.click();
    });
  }

  const markerOf = series => typeof series.stroke === 'function' ? series.stroke() : series.stroke;
  const width = place => Math.max(280, place.clientWidth - 28);

  let waiting = null;
  addEventListener('resize', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => drawn.forEach((plot, i) => plot.setSize({ width: width(places[i]), height: plot.height })), 100);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  matchMedia('print').addEventListener('change', draw);
  draw();
})();
