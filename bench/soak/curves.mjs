/** The samples as CSV. */
export function toCsv(samples) {
  const figures = ['heap', 'rss', 'handles', 'files'];
  const columns = ['steady', 'restarted'].flatMap((name) =>
    figures.map((figure) => [name, figure]),
  );
  const head = [
    'seconds',
    'event',
    'answers_per_second',
    'unavailable_per_second',
    'broken_per_second',
  ];
  const lines = samples.map((sample) =>
    [
      sample.at.toFixed(1),
      sample.event,
      sample.answers.toFixed(0),
      sample.unavailable.toFixed(1),
      sample.broken.toFixed(1),
      ...columns.map(([name, figure]) => sample[name]?.[figure] ?? ''),
    ].join(','),
  );
  return `${[...head, ...columns.map((names) => names.join('_'))].join(',')}\n${lines.join('\n')}\n`;
}

const [width, rowHeight, left] = [900, 90, 120];
const colours = ['#1f77b4', '#d62728', '#888'];

/** What is drawn, one row each: several lines on one scale that starts at 0. */
const rows = [
  { title: 'answers/s', lines: [({ answers }) => answers] },
  { title: '503/s, broken/s', lines: [({ unavailable }) => unavailable, ({ broken }) => broken] },
  { title: 'heap, MB', lines: ofProcesses('heap', 1e6) },
  { title: 'RSS, MB', lines: ofProcesses('rss', 1e6) },
  { title: 'handles', lines: ofProcesses('handles', 1) },
  { title: 'open files', lines: ofProcesses('files', 1) },
];

function ofProcesses(figure, unit) {
  return ['steady', 'restarted'].map(
    (name) => (sample) => sample[name] && sample[name][figure] / unit,
  );
}

/** The samples as a drawing: blue is the process that is never ended, red the other one, grey bands are events. */
export function toSvg(title, samples, timeline) {
  const end = samples.at(-1).at;
  const x = (seconds) => left + (seconds / end) * (width - left - 10);
  const height = 40 + rows.length * rowHeight + 20;
  const bands = timeline.map(
    ({ name, from, ready }) =>
      `<rect x="${x(from).toFixed(1)}" y="30" width="${(x(ready) - x(from)).toFixed(1)}" height="${rows.length * rowHeight}" fill="${name === 'calm' ? 'none' : '#eee'}"><title>${name}</title></rect>`,
  );
  const parts = rows.map((row, index) => drawRow(row, samples, x, 30 + index * rowHeight));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
<text x="${left}" y="18">${title}</text>
${bands.join('\n')}
${parts.join('\n')}
<text x="${left}" y="${height - 5}">0 s</text><text x="${width - 60}" y="${height - 5}">${end.toFixed(0)} s</text>
</svg>
`;
}

function drawRow({ title, lines }, samples, x, top) {
  const values = lines.flatMap((line) => samples.map(line)).filter((value) => value !== undefined);
  const most = Math.max(1, ...values) * 1.1;
  const y = (value) => top + rowHeight - 8 - (value / most) * (rowHeight - 16);
  const paths = lines.map((line, index) => {
    let pen = 'M';
    const steps = samples.flatMap((sample) => {
      const value = line(sample);
      if (value === undefined) {
        pen = 'M';
        return [];
      }
      const step = `${pen}${x(sample.at).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
      return step;
    });
    return `<path d="${steps.join('')}" fill="none" stroke="${colours[index]}"/>`;
  });
  return `<line x1="${left}" x2="${width - 10}" y1="${y(0)}" y2="${y(0)}" stroke="#ccc"/>
<text x="5" y="${top + 20}">${title}</text><text x="5" y="${top + 36}" fill="#888">up to ${Math.max(...values).toFixed(0)}</text>
${paths.join('\n')}`;
}
