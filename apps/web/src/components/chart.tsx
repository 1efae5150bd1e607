import { BarChart, FunnelChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

// SVG: sharp on the big screen and in print, and no second copy of the renderer.
use([
  BarChart,
  FunnelChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);

interface ChartProps {
  /** What ECharts draws: plain data without functions, so that an equal option is not drawn again. */
  option: EChartsCoreOption;
  /** What the picture says, for those who do not see it. */
  label: string;
  height: number;
}

/** A chart that follows the width of its place. */
export function Chart({ option, label, height }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = JSON.stringify(option);

  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, undefined, { renderer: 'svg' });
    const { fontFamily } = getComputedStyle(place.current);
    chart.setOption({ animation: false, textStyle: { fontFamily }, ...(JSON.parse(drawn) as EChartsCoreOption) });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [drawn]);

  return <div ref={place} role="img" aria-label={label} style={{ width: '100%', height }} />;
}
