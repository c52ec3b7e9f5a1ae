import uPlot from 'uplot';
import { readColours } from './colours.ts';
import { formatRate } from './describe-buckets.ts';
import { formatTick } from './time-axis.ts';

export const series = [
  { key: 'paymentsPerS', title: 'payments/s', colour: 'running' },
  { key: 'p50Ms', title: 'p50 ms', colour: 'fault' },
  { key: 'p95Ms', title: 'p95 ms', colour: 'warning' },
] as const;

export const plotHeight = 120;

/** @param onHover the bucket below the pointer, or null. */
export function plotOptions(
  element: HTMLElement,
  onHover: (index: number | null) => void,
): uPlot.Options {
  const colours = readColours(element, [
    'quiet',
    'line',
    'running',
    'fault',
    'warning',
  ]);
  const axis = {
    stroke: colours.quiet,
    font: `11px ${getComputedStyle(element).fontFamily}`,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1, size: 4 },
  };
  const line = (colour: string, dash?: number[]): uPlot.Series => ({
    scale: 'ms',
    stroke: colour,
    width: 1.5,
    ...(dash && { dash }),
    points: { show: true, size: 4, fill: colour },
  });
  return {
    width: Math.max(200, element.clientWidth),
    height: plotHeight,
    padding: [8, 0, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    hooks: { setCursor: [({ cursor }) => onHover(cursor.idx ?? null)] },
    scales: {
      x: { time: true, range: withMargin },
      rate: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] },
      ms: { range: (_, __, max) => [0, Math.max(10, max * 1.1)] },
    },
    axes: [
      {
        ...axis,
        space: 70,
        size: 26,
        values: (_, splits, __, ___, step) =>
          splits.map((each) => formatTick(each, step)),
      },
      {
        ...axis,
        scale: 'rate',
        size: 46,
        values: (_, splits) => splits.map(formatRate),
      },
      {
        ...axis,
        scale: 'ms',
        side: 1,
        size: 58,
        grid: { show: false },
        values: (_, splits) => splits.map((each) => `${each} ms`),
      },
    ],
    series: [
      {},
      {
        scale: 'rate',
        stroke: colours.running,
        // The lines are drawn over it.
        fill: translucent(colours.running),
        width: 0,
        points: { show: false },
        ...(uPlot.paths.bars && {
          paths: uPlot.paths.bars({ size: [0.85, 40] }),
        }),
      },
      line(colours.fault),
      line(colours.warning, [4, 3]),
    ],
  };
}

/** Half a bucket on both sides, for the first bar and the last one. */
function withMargin(
  { data: [x] }: uPlot,
  min: number,
  max: number,
): [number, number] {
  const half = ((x[1] ?? min + 1) - (x[0] ?? min)) / 2;
  return [min - half, max + half];
}

function translucent(colour: string): string {
  return `color-mix(in srgb, ${colour} 45%, transparent)`;
}
