package dev.fleetshadow.stream;

import dev.fleetshadow.health.HealthReport;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.util.Collector;

/**
 * Lets through the few reports that something may have to be done about; without state, in the thread of whoever hands
 * over the reports, so that a healthy resource costs a comparison.
 *
 * <p>A report that comes later than the watermark is passed on under the next moment: what matches failures would leave
 * it out otherwise.
 */
final class AttendFunction extends ProcessFunction<HealthReport, HealthReport> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(HealthReport report, Context context, Collector<HealthReport> out) {
        if (!report.needsAttention()) {
            return;
        }
        long watermark = context.timerService().currentWatermark();
        if (context.timestamp() <= watermark && watermark < Long.MAX_VALUE) {
            ((TimestampedCollector<HealthReport>) out).setAbsoluteTimestamp(watermark + 1);
        }
        out.collect(report);
    }
}
