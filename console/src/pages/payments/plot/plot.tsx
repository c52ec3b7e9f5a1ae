import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { mediaSignal } from '../../../parts/media.ts';
import { theme } from '../../../theme.ts';
import type { Bucket } from './buckets.ts';
import { formatRate } from './describe-buckets.ts';
import { plotHeight, plotOptions, series } from './options.ts';
import 'uplot/dist/uPlot.min.css';

const isDark = mediaSignal('(prefers-color-scheme: dark)');

interface PlotProps {
  buckets: readonly Bucket[];
  widthS: number;
  /** What it shows, in words. */
  label: string;
}

export function Plot({ buckets, widthS, label }: PlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const hovered = useSignal<number | null>(null);
  const colours = `${theme.value} ${isDark.value}`;

  // Again for other colours: those of a canvas do not follow the style.
  useEffect(() => {
    const element = holder.current;
    if (!element) {
      return;
    }
    const made = new uPlot(
      plotOptions(element, (index) => {
        hovered.value = index;
      }),
      toData(buckets, widthS),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: plotHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [colours]);
  useEffect(() => plot.current?.setData(toData(buckets, widthS)), [buckets]);

  return (
    <figure class="plot" data-colours={colours}>
      <Legend bucket={buckets[hovered.value ?? -1]} />
      <div ref={holder} class="plot-canvas" role="img" aria-label={label} />
    </figure>
  );
}

/** With the values below the pointer. */
function Legend({ bucket }: { bucket: Bucket | undefined }) {
  return (
    <ul class="legend" aria-hidden="true">
      {series.map(({ key, title, colour }) => (
        <li key={key} data-colour={colour}>
          {title} <b>{formatValue(bucket?.[key])}</b>
        </li>
      ))}
    </ul>
  );
}

function formatValue(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : formatRate(value);
}

function toData(buckets: readonly Bucket[], widthS: number): uPlot.AlignedData {
  return [
    // A bar is drawn around its time.
    buckets.map(({ x }) => x + widthS / 2),
    ...series.map(({ key }) => buckets.map((bucket) => bucket[key])),
  ] as uPlot.AlignedData;
}
